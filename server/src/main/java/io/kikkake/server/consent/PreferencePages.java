package io.kikkake.server.consent;

import io.kikkake.server.channel.Channels;
import io.kikkake.server.consent.Preferences.Often;
import io.kikkake.server.customer.Consents;
import io.kikkake.server.customer.Consents.Word;
import io.kikkake.server.customer.Customers;
import io.kikkake.server.customer.Profile;
import io.kikkake.server.customer.Proof;
import io.kikkake.server.delivery.UnsubscribeLinks;
import io.kikkake.server.platform.Settings;
import io.kikkake.server.scenario.Topics;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a customer chooses topics, channels and how often, without a login. Who knows the signed address may choose: it is in the
 * customer's own messages only, and no other site can make a browser send the form without it.
 */
@RestController
class PreferencePages {

    private static final String SOURCE = "preference-page";

    private final UnsubscribeLinks links;
    private final Customers customers;
    private final Consents consents;
    private final Topics topics;
    private final Channels channels;
    private final Settings settings;

    PreferencePages(
            UnsubscribeLinks links,
            Customers customers,
            Consents consents,
            Topics topics,
            Channels channels,
            Settings settings) {
        this.links = links;
        this.customers = customers;
        this.consents = consents;
        this.topics = topics;
        this.channels = channels;
        this.settings = settings;
    }

    @GetMapping("/p/{token}")
    ResponseEntity<String> show(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
        Locale language = HostedPage.language(lang, languages);
        return customer(token)
                .map(customer -> page(customer, language).show(""))
                .orElseGet(() -> HostedPage.unknown(language));
    }

    @PostMapping("/p/{token}")
    ResponseEntity<String> choose(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages,
            HttpServletRequest form) {
        Locale language = HostedPage.language(lang, languages);
        Optional<Profile> known = customer(token);
        if (known.isEmpty()) {
            return HostedPage.unknown(language);
        }
        Profile customer = known.get();
        PreferencePage before = page(customer, language);
        boolean stop = "stop".equals(form.getParameter("do"));
        List<Word> words = stop ? Preferences.stop(customer, topics.all()) : words(before.preferences(), form);
        boolean asked = say(customer.id(), words, Person.proof(form, SOURCE, before.wording(), PreferencePage.FORM));
        return page(customer(token).orElse(customer), language).show(HostedPage.said(told(stop, asked, language)));
    }

    private static List<Word> words(Preferences before, HttpServletRequest form) {
        Set<String> shown = Stream.concat(
                        values(form, "topics").stream(),
                        values(form, "channels").stream().map(io.kikkake.engine.Matter::channel))
                .collect(Collectors.toSet());
        String often = form.getParameter("often");
        return before.words(
                shown,
                values(form, "topic"),
                values(form, "channel"),
                often == null ? before.often() : Often.of(often));
    }

    private static Set<String> values(HttpServletRequest form, String name) {
        String[] values = form.getParameterValues(name);
        return values == null ? Set.of() : Set.of(Stream.of(values).distinct().toArray(String[]::new));
    }

    /** @return whether something has to be confirmed before it counts */
    private boolean say(long customer, List<Word> words, Proof proof) {
        Set<String> toConfirm = topics.all().stream()
                .filter(named -> named.topic().doubleOptIn())
                .map(Topics.Named::id)
                .collect(Collectors.toSet());
        List<Word> asked = words.stream()
                .filter(word -> word.granted() && toConfirm.contains(word.matter()))
                .toList();
        consents.say(
                customer, words.stream().filter(word -> !asked.contains(word)).toList(), proof, false);
        asked.forEach(word -> consents.ask(customer, word.matter(), proof));
        return !asked.isEmpty();
    }

    private static String told(boolean stop, boolean asked, Locale language) {
        if (stop) {
            return HostedPage.word(
                    language, "お知らせをすべて停止しました。", "Stopped. You will not receive any of these messages any more.");
        }
        return asked
                ? HostedPage.word(
                        language,
                        "設定を保存しました。新しく登録された内容は、お送りする確認メールのボタンを押すと有効になります。",
                        "Saved. What you subscribed to just now starts once you press the button in the e-mail we send you.")
                : HostedPage.word(language, "設定を保存しました。", "Saved.");
    }

    private Optional<Profile> customer(String token) {
        return links.customer(token).stream()
                .boxed()
                .map(id -> customers.profiles(List.of(consents.survivor(id))))
                .flatMap(found -> found.values().stream())
                .findFirst();
    }

    private PreferencePage page(Profile customer, Locale language) {
        return new PreferencePage(Preferences.of(customer, topics.all(), channels.all()), settings.sender(), language);
    }
}

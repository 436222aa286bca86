package io.kikkake.server.consent;

import static io.kikkake.server.consent.HostedPage.note;
import static io.kikkake.server.consent.HostedPage.paragraph;
import static io.kikkake.server.consent.HostedPage.text;
import static io.kikkake.server.consent.HostedPage.word;

import io.kikkake.server.consent.ConfirmationLinks.Asked;
import io.kikkake.server.customer.Consents;
import io.kikkake.server.customer.Consents.Word;
import io.kikkake.server.customer.Customers;
import io.kikkake.server.customer.Profile;
import io.kikkake.server.customer.Proof;
import io.kikkake.server.delivery.UnsubscribeLinks;
import io.kikkake.server.scenario.Topics;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where a subscription is confirmed. Opening the link confirms nothing, since mail scanners open links; the page's button does. */
@RestController
class ConfirmationPages {

    private static final String FORM = "confirmation page 1";
    private static final String SOURCE = "confirmation-page";

    private final ConfirmationLinks links;
    private final Confirmations confirmations;
    private final Consents consents;
    private final Customers customers;
    private final Topics topics;
    private final UnsubscribeLinks others;
    private final Clock clock;

    ConfirmationPages(
            ConfirmationLinks links,
            Confirmations confirmations,
            Consents consents,
            Customers customers,
            Topics topics,
            UnsubscribeLinks others,
            Clock clock) {
        this.links = links;
        this.confirmations = confirmations;
        this.consents = consents;
        this.customers = customers;
        this.topics = topics;
        this.others = others;
        this.clock = clock;
    }

    @GetMapping("/c/{token}")
    ResponseEntity<String> show(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
        Locale language = HostedPage.language(lang, languages);
        Optional<Asked> asked = links.read(token);
        return asked.isEmpty()
                ? HostedPage.unknown(language)
                : explain(asked.get(), language).orElseGet(() -> ask(asked.get(), language));
    }

    @PostMapping("/c/{token}")
    ResponseEntity<String> confirm(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages,
            HttpServletRequest request) {
        Locale language = HostedPage.language(lang, languages);
        Optional<Asked> known = links.read(token);
        if (known.isEmpty()) {
            return HostedPage.unknown(language);
        }
        Asked asked = known.get();
        return explain(asked, language).orElseGet(() -> {
            Profile customer = customer(asked).orElseThrow();
            Proof proof = Person.proof(request, SOURCE, wording(language) + " " + name(asked, language), FORM);
            consents.say(customer.id(), List.of(new Word(asked.topic(), true)), proof, true);
            confirmations.answered(asked.customer(), asked.topic(), String.valueOf(customer.email()), clock.instant());
            return done(asked, language);
        });
    }

    /** Why there is nothing to confirm; empty if there is. */
    private Optional<ResponseEntity<String>> explain(Asked asked, Locale language) {
        Optional<Profile> customer = customer(asked);
        if (customer.isEmpty()) {
            return Optional.of(HostedPage.unknown(language));
        }
        String address = customer.get().email();
        boolean granted = Boolean.TRUE.equals(customer.get().consents().get(asked.topic()));
        if (granted) {
            return Optional.of(done(asked, language));
        }
        if (!asked.until().isAfter(clock.instant())) {
            return Optional.of(
                    HostedPage.answer(
                            HttpStatus.GONE,
                            language,
                            word(language, "リンクの有効期限が切れています", "This link has expired"),
                            paragraph(
                                    word(
                                            language,
                                            "確認用のリンクは7日間有効です。お手数ですが、もう一度お申し込みください。新しいメールをお送りします。",
                                            "Links to confirm are good for 7 days. Please subscribe once more; we will send you a new one."))));
        }
        if (address == null || !links.isFor(asked, address)) {
            return Optional.of(HostedPage.answer(
                    HttpStatus.GONE,
                    language,
                    word(language, "メールアドレスが変更されています", "Your address has changed"),
                    paragraph(word(
                            language,
                            "このリンクは以前のメールアドレス宛てのものです。もう一度お申し込みください。",
                            "This link was for the address you had before. Please subscribe once more."))));
        }
        if (confirmations.isAnswered(asked.customer(), asked.topic(), address)) {
            return Optional.of(HostedPage.answer(
                    HttpStatus.OK,
                    language,
                    word(language, "このリンクは使用済みです", "This link has been used"),
                    paragraph(word(language, "一度ご登録いただき、その後に配信が停止されています。", "You confirmed it, and unsubscribed since."))
                            + choose(asked, language)));
        }
        return Optional.empty();
    }

    private ResponseEntity<String> ask(Asked asked, Locale language) {
        return HostedPage.answer(
                HttpStatus.OK,
                language,
                word(language, "配信登録の確認", "Confirm your subscription"),
                paragraph(wording(language))
                        + HostedPage.topic(name(asked, language))
                        + HostedPage.button(
                                "?lang=" + language.getLanguage(), word(language, "登録する", "Subscribe"), false)
                        + note(word(
                                language, "ボタンを押すまで、登録は完了しません。", "Nothing is subscribed until you press the button.")));
    }

    private ResponseEntity<String> done(Asked asked, Locale language) {
        return HostedPage.answer(
                HttpStatus.OK,
                language,
                word(language, "登録が完了しました", "You are subscribed"),
                paragraph(word(language, "今後、次のお知らせをお送りします。", "From now on we will send you:"))
                        + HostedPage.topic(name(asked, language))
                        + choose(asked, language));
    }

    private static String wording(Locale language) {
        return word(language, "次のお知らせの配信に同意し、登録します。", "I agree to receive the following:");
    }

    private String choose(Asked asked, Locale language) {
        return "<p class=\"note\"><a href=\""
                + text(others.preferences(asked.customer()) + "?lang=" + language.getLanguage()) + "\">"
                + text(word(language, "配信の設定を変える（いつでも停止できます）", "Change what you receive, or stop it at any time"))
                + "</a></p>";
    }

    private String name(Asked asked, Locale language) {
        return topics.named(asked.topic())
                .map(named -> word(language, named.name().ja(), named.name().en()))
                .orElse(asked.topic());
    }

    private Optional<Profile> customer(Asked asked) {
        return customers.profiles(List.of(consents.survivor(asked.customer()))).values().stream()
                .findFirst();
    }
}

package io.kikkake.server.consent;

import io.kikkake.engine.scenario.Names;
import io.kikkake.server.customer.Consents;
import io.kikkake.server.customer.Consents.Word;
import io.kikkake.server.customer.CustomerList.Consent;
import io.kikkake.server.customer.Proof;
import io.kikkake.server.delivery.UnsubscribeLinks;
import io.kikkake.server.delivery.UnsubscribeLinks.Refusal;
import io.kikkake.server.scenario.Topics;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
 * The recipient's way to say stop. Opening the link changes nothing, since mail scanners open links; posting to it does, whether by
 * the page's button or by a mail program's (RFC 8058), and as often as it is done.
 */
@RestController
class UnsubscribePages {

    /** A button pressed by mistake is noticed soon; who finds the mail much later is maybe somebody else. */
    private static final Duration UNDONE_WITHIN = Duration.ofDays(1);

    private final UnsubscribeLinks links;
    private final Consents consents;
    private final Topics topics;
    private final Clock clock;

    UnsubscribePages(UnsubscribeLinks links, Consents consents, Topics topics, Clock clock) {
        this.links = links;
        this.consents = consents;
        this.topics = topics;
        this.clock = clock;
    }

    @GetMapping("/u/{token}")
    ResponseEntity<String> ask(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
        Locale language = HostedPage.language(lang, languages);
        return links.read(token)
                .map(refusal -> page(refusal, language).ask())
                .orElseGet(() -> HostedPage.unknown(language));
    }

    /**
     * @param from {@code page} from the page's own button; absent from a mail program, whose body is not needed to know its wish
     * @param undo there from the button that takes it back
     */
    @PostMapping("/u/{token}")
    ResponseEntity<String> stop(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String undo,
            @RequestParam(required = false) @Nullable String lang,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages,
            HttpServletRequest request) {
        Locale language = HostedPage.language(lang, languages);
        Optional<Refusal> known = links.read(token);
        if (known.isEmpty()) {
            return HostedPage.unknown(language);
        }
        Refusal refusal = known.get();
        UnsubscribePage page = page(refusal, language);
        if (undo != null) {
            return undo(refusal, page, request);
        }
        boolean person = "page".equals(from);
        Proof proof = person
                ? Person.proof(request, "unsubscribe-page", page.wording(), UnsubscribePage.FORM)
                : new Proof(
                        "list-unsubscribe",
                        null,
                        null,
                        request.getRemoteAddr(),
                        request.getHeader(HttpHeaders.USER_AGENT));
        Consent now = consents.current(survivor(refusal)).get(refusal.topic());
        if (now == null || now.granted()) {
            consents.say(refusal.customer(), List.of(new Word(refusal.topic(), false)), proof, false);
        }
        return page.done();
    }

    private ResponseEntity<String> undo(Refusal refusal, UnsubscribePage page, HttpServletRequest request) {
        Consent now = consents.current(survivor(refusal)).get(refusal.topic());
        if (now != null && now.granted()) {
            return page.undone();
        }
        if (now == null || now.since().isBefore(clock.instant().minus(UNDONE_WITHIN))) {
            return page.notUndone();
        }
        Proof proof = Person.proof(request, "unsubscribe-page", page.undoWording(), UnsubscribePage.FORM);
        consents.say(refusal.customer(), List.of(new Word(refusal.topic(), true)), proof, true);
        return page.undone();
    }

    private long survivor(Refusal refusal) {
        return consents.survivor(refusal.customer());
    }

    private UnsubscribePage page(Refusal refusal, Locale language) {
        Names name = topics.named(refusal.topic()).map(Topics.Named::name).orElse(Names.both(refusal.topic()));
        return new UnsubscribePage(
                HostedPage.word(language, name.ja(), name.en()), links.preferences(refusal.customer()), language);
    }
}

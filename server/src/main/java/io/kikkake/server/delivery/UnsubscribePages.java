package io.kikkake.server.delivery;

import io.kikkake.server.customer.Customers;
import io.kikkake.server.delivery.UnsubscribeLinks.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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

    private final UnsubscribeLinks links;
    private final Customers customers;
    private final TopicRules topics;

    UnsubscribePages(UnsubscribeLinks links, Customers customers, TopicRules topics) {
        this.links = links;
        this.customers = customers;
        this.topics = topics;
    }

    @GetMapping("/u/{token}")
    ResponseEntity<String> ask(
            @PathVariable String token,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
        Locale language = preferred(languages);
        return links.read(token)
                .map(refusal ->
                        answer(HttpStatus.OK, UnsubscribePage.ask(topics.name(refusal.topic(), language), language)))
                .orElseGet(() -> answer(HttpStatus.NOT_FOUND, UnsubscribePage.unknown(language)));
    }

    /** @param from {@code page} from the page's own button; absent from a mail program, whose body is not needed to know its wish */
    @PostMapping("/u/{token}")
    ResponseEntity<String> stop(
            @PathVariable String token,
            @RequestParam(required = false) @Nullable String from,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
        Locale language = preferred(languages);
        Optional<Refusal> known = links.read(token);
        if (known.isEmpty()) {
            return answer(HttpStatus.NOT_FOUND, UnsubscribePage.unknown(language));
        }
        Refusal refusal = known.get();
        customers.unsubscribe(
                refusal.customer(), refusal.topic(), "page".equals(from) ? "unsubscribe-page" : "list-unsubscribe");
        return answer(HttpStatus.OK, UnsubscribePage.done(topics.name(refusal.topic(), language), language));
    }

    private static ResponseEntity<String> answer(HttpStatus status, String page) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("X-Robots-Tag", "noindex")
                .header("Referrer-Policy", "no-referrer")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
                .body(page);
    }

    /** Japanese unless English is asked for before it. */
    private static Locale preferred(@Nullable String languages) {
        try {
            Locale match = languages == null
                    ? null
                    : Locale.lookup(Locale.LanguageRange.parse(languages), List.of(Locale.JAPANESE, Locale.ENGLISH));
            return match == null ? Locale.JAPANESE : match;
        } catch (IllegalArgumentException e) {
            return Locale.JAPANESE;
        }
    }
}

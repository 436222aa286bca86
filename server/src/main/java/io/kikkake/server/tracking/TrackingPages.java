package io.kikkake.server.tracking;

import io.kikkake.server.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What mails point to: the picture that tells of an open, and the links. Answers without the database. */
@RestController
class TrackingPages {

    private static final byte[] PICTURE =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private final Tokens tokens;
    private final Tracking tracking;
    private final Clock clock;
    private final List<String> domains;

    TrackingPages(Tokens tokens, Tracking tracking, Clock clock, Settings settings) {
        this.tokens = tokens;
        this.tracking = tracking;
        this.clock = clock;
        domains = Tracker.domains(settings);
    }

    @GetMapping("/t/o/{token}")
    ResponseEntity<byte[]> picture(@PathVariable String token, HttpServletRequest request) {
        if (!(tokens.read(token).orElse(null) instanceof Reference.Picture)) {
            return unsaid(HttpStatus.NOT_FOUND).build();
        }
        notice(token, request);
        return unsaid(HttpStatus.OK).contentType(MediaType.IMAGE_GIF).body(PICTURE);
    }

    @GetMapping("/t/c/{token}")
    ResponseEntity<String> link(@PathVariable String token, HttpServletRequest request) {
        return switch (tokens.read(token).orElse(null)) {
            case Reference.Link(var sending, int number, Marked target) -> {
                boolean machine = notice(token, request).isPresent();
                yield unsaid(HttpStatus.FOUND)
                        .location(URI.create(machine ? target.url() : introduced(target.url(), sending)))
                        .build();
            }
            case Reference.Trap trap -> {
                notice(token, request);
                yield unsaid(HttpStatus.NO_CONTENT).build();
            }
            case null, default ->
                unsaid(HttpStatus.NOT_FOUND)
                        .contentType(MediaType.parseMediaType("text/plain;charset=UTF-8"))
                        .body("このリンクは正しくありません。メールのリンクをもう一度開いてください。\n"
                                + "This link is not whole. Please open it from the mail again.\n");
        };
    }

    /** The shop's own pages learn by which mail the visit came; {@code kikkake.js} takes it out of the address again. */
    private String introduced(String url, Sending sending) {
        Optional<Target> ours = Target.of(url).filter(target -> target.isBelow(domains));
        if (ours.isEmpty()) {
            return url;
        }
        var visit = new Sending(sending.id(), sending.customer(), "", "", "", "", clock.instant());
        return ours.get()
                .with(Map.of(Handover.PARAMETER, tokens.write(new Reference.Visit(visit))))
                .url();
    }

    private Optional<String> notice(String token, HttpServletRequest request) {
        Instant now = clock.instant();
        Optional<String> machine =
                Machines.reason(request.getMethod(), request::getHeader, String.valueOf(request.getRemoteAddr()));
        Optional<String> proxy = Machines.proxy(request.getHeader(HttpHeaders.USER_AGENT));
        tracking.notice(new Reaction(now, machine.orElse(null), proxy.orElse(null), token));
        return machine;
    }

    /** Nothing on the way keeps it, and where it leads does not learn of it. */
    private static ResponseEntity.BodyBuilder unsaid(HttpStatus status) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex");
    }
}

package io.kikkake.server.line;

import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Hmac;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where LINE tells what its users do. Only what LINE signed is believed; 200 means durable, and what LINE tells again is taken
 * once.
 *
 * @see <a href="https://developers.line.biz/en/docs/messaging-api/receiving-messages/">Receiving messages</a>
 */
@RestController
class LineHook {

    static final String PATH = "/hooks/line";
    private static final int MAX_BYTES = 1024 * 1024;

    private final String secret;
    private final LineEvents events;
    private final Linking linking;
    private final Clock clock;

    LineHook(Settings settings, LineEvents events, Linking linking, Clock clock) {
        this.secret = settings.line().secret();
        this.events = events;
        this.linking = linking;
        this.clock = clock;
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.OK)
    void take(
            HttpServletRequest request,
            @RequestHeader(name = "x-line-signature", required = false) @Nullable String signature)
            throws IOException {
        if (secret.isBlank()) {
            throw new Problem(
                    404, "LINE is not set up", "Set line: secret to the channel secret of the official account.");
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            throw new Problem(413, "Body too large", "A call of LINE's has at most 1 MB.");
        }
        if (!isSigned(body, signature)) {
            throw new Problem(
                    401,
                    "Signature wrong",
                    "x-line-signature does not fit the body. The setting line: secret must be the channel secret.");
        }
        List<Told> told = told(body);
        events.take(told);
        told.forEach(linking::hear);
    }

    private boolean isSigned(byte[] body, @Nullable String signature) {
        if (signature == null) {
            return false;
        }
        try {
            return MessageDigest.isEqual(
                    Hmac.sha256(secret, body), Base64.getDecoder().decode(signature.strip()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private List<Told> told(byte[] body) {
        Value.ObjectOf content;
        try {
            content = Json.object(new String(body, StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            throw new Problem(400, "Not JSON", "The body is signed, and yet no JSON: " + e.getMessage());
        }
        Instant now = clock.instant();
        return content.fields().get("events") instanceof Value.ListOf(var all)
                ? all.stream()
                        .map(event -> Told.of(event, now))
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
    }
}

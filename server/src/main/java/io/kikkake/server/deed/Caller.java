package io.kikkake.server.deed;

import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Hmac;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Posts to a URL and reads what it answers: JSON of at most 32 KiB. Redirects are not followed. Any host the server can reach can
 * be called: who may publish scenarios is trusted with the network the server stands in.
 */
@Component
class Caller {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 32 * 1024;

    /** What came of a call. */
    sealed interface Reply {

        record Answered(Value value) implements Reply {}

        /** It will not do better another time. */
        record Refused(String why) implements Reply {}

        record Failed(String why) implements Reply {}
    }

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String secret;

    Caller(Settings settings) {
        this.secret = settings.webhook().secret();
    }

    Reply call(String id, String url, String body) throws InterruptedException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "Kikkake")
                    .header("Kikkake-Id", id)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
            String signature = signature(bytes);
            if (signature != null) {
                request.header("Kikkake-Signature", signature);
            }
            HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                return reply(answer.statusCode(), in.readNBytes(LONGEST_ANSWER + 1));
            }
        } catch (IOException e) {
            return new Reply.Failed("No answer: " + e);
        } catch (IllegalArgumentException e) {
            return new Reply.Refused("This cannot be called: " + e.getMessage());
        }
    }

    private static Reply reply(int status, byte[] body) {
        if (status / 100 != 2) {
            boolean later = status / 100 == 5 || status == 408 || status == 425 || status == 429;
            String why = "Answered " + status;
            return later ? new Reply.Failed(why) : new Reply.Refused(why);
        }
        if (body.length > LONGEST_ANSWER) {
            return new Reply.Refused("Answered with more than 32 KiB");
        }
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return new Reply.Answered(Value.Null.NULL);
        }
        try {
            return new Reply.Answered(Json.read(text));
        } catch (RuntimeException e) {
            return new Reply.Refused("Answered with something that is not JSON");
        }
    }

    /** {@code sha256=} and the HMAC-SHA256 of the body in hex; null while no secret is set. */
    private @Nullable String signature(byte[] body) {
        return secret.isEmpty() ? null : "sha256=" + HexFormat.of().formatHex(Hmac.sha256(secret, body));
    }
}

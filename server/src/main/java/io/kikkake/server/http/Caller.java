package io.kikkake.server.http;

import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes one HTTP call and says what is certain about it afterwards. Redirects are not followed. */
final class Caller implements AutoCloseable {

    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int LONGEST_WORDS = 300;
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    /** What came of a call. */
    sealed interface Outcome {

        /** @param after what the header Retry-After says; null: it is not there */
        record Answered(int status, String body, @Nullable Duration after) implements Outcome {

            /** The answer as JSON; empty where it is none. */
            Value.ObjectOf json() {
                try {
                    return Json.object(body);
                } catch (RuntimeException e) {
                    return Value.ObjectOf.EMPTY;
                }
            }

            /** For people to read. */
            String words() {
                String shown = body.strip();
                return status
                        + (shown.isEmpty() ? "" : " ")
                        + shown.substring(0, Math.min(shown.length(), LONGEST_WORDS));
            }
        }

        /** The call was not made. */
        record NotMade(String why) implements Outcome {}

        /** The call must not be made, now or later. */
        record Forbidden(String why) implements Outcome {}

        /** It was made, and nothing is known of it. */
        record NoAnswer(String why) implements Outcome {}
    }

    /** How far a call got. */
    private static final class Progress {
        volatile boolean begun;
    }

    private static final class Watch extends EventListener {
        @Override
        public void requestHeadersStart(Call call) {
            Progress progress = call.request().tag(Progress.class);
            if (progress != null) {
                progress.begun = true;
            }
        }
    }

    private static final class NotAllowed extends UnknownHostException {
        private static final long serialVersionUID = 1;

        NotAllowed(String why) {
            super(why);
        }
    }

    private final OkHttpClient http;
    private final Predicate<InetAddress> allowed;

    /** @param allowed which addresses may be called; names are looked up once, and what was looked at is what is called */
    Caller(Duration timeout, int connections, Predicate<InetAddress> allowed) {
        this.allowed = allowed;
        http = new OkHttpClient.Builder()
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .callTimeout(timeout.multipliedBy(2))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectionPool(new ConnectionPool(connections, 1, TimeUnit.MINUTES))
                .dns(this::addresses)
                .eventListener(new Watch())
                .build();
    }

    private List<InetAddress> addresses(String host) throws UnknownHostException {
        List<InetAddress> found = List.of(InetAddress.getAllByName(host));
        if (!found.stream().allMatch(allowed)) {
            throw new NotAllowed(host + " is in a private network, which hook: private-networks does not allow.");
        }
        return found;
    }

    /** @param time for a Retry-After that is a date */
    Outcome call(String method, String url, Map<String, String> headers, byte[] body, Instant time) {
        var progress = new Progress();
        Request request;
        try {
            var type = headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("application/json");
            var builder = new Request.Builder().url(url).tag(Progress.class, progress);
            headers.forEach(builder::header);
            request = builder.method(method, RequestBody.create(body, MediaType.parse(type)))
                    .build();
            // A host written as an address is not looked up by the client.
            addresses(request.url().host());
        } catch (NotAllowed e) {
            return new Outcome.Forbidden(String.valueOf(e.getMessage()));
        } catch (UnknownHostException e) {
            return new Outcome.NotMade("There is no host " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return new Outcome.Forbidden("This cannot be called: " + e.getMessage());
        }
        try (Response response = http.newCall(request).execute()) {
            byte[] bytes = response.body().byteStream().readNBytes(LONGEST_ANSWER);
            return new Outcome.Answered(
                    response.code(),
                    new String(bytes, StandardCharsets.UTF_8),
                    after(response.header("Retry-After"), time));
        } catch (NotAllowed e) {
            return new Outcome.Forbidden(String.valueOf(e.getMessage()));
        } catch (InterruptedIOException e) {
            return progress.begun ? new Outcome.NoAnswer("No answer in time") : new Outcome.NotMade(e.toString());
        } catch (IOException e) {
            return progress.begun ? new Outcome.NoAnswer("No answer: " + e) : new Outcome.NotMade(e.toString());
        }
    }

    /** Seconds or a date (RFC 9110 section 10.2.3); at most a day. */
    static @Nullable Duration after(@Nullable String written, Instant now) {
        if (written == null) {
            return null;
        }
        try {
            Duration wait = written.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(written.strip()))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(written.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}

package io.kikkake.server.line;

import com.linecorp.bot.client.base.Result;
import com.linecorp.bot.messaging.client.MessagingApiClient;
import com.linecorp.bot.messaging.client.MessagingApiClientException;
import com.linecorp.bot.messaging.model.Message;
import com.linecorp.bot.messaging.model.MessageQuotaResponse;
import com.linecorp.bot.messaging.model.PushMessageRequest;
import com.linecorp.bot.messaging.model.PushMessageResponse;
import com.linecorp.bot.messaging.model.QuotaType;
import com.linecorp.bot.messaging.model.ReplyMessageRequest;
import io.kikkake.server.platform.Settings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks LINE, by its own SDK, and says what is certain afterwards. */
final class LineClient {

    private static final Logger log = LoggerFactory.getLogger(LineClient.class);

    /** What came of a push. */
    sealed interface Pushed {

        /** @param reference LINE's id of the message, or of the request that it took before */
        record Taken(@Nullable String reference) implements Pushed {}

        record Refused(int status, String words, @Nullable Duration after) implements Pushed {}

        /** The message did not leave. */
        record Unreachable(String why) implements Pushed {}

        record NoAnswer(String why) implements Pushed {}
    }

    private final MessagingApiClient line;
    private final Clock clock;

    LineClient(Settings.Line settings, Clock clock) {
        this.clock = clock;
        // The SDK's log has whole messages in it.
        line = MessagingApiClient.builder(settings.token())
                .apiEndPoint(settings.api())
                .connectTimeout(settings.timeout())
                .readTimeout(settings.timeout())
                .writeTimeout(settings.timeout())
                .maxRequests(settings.connections())
                .maxRequestsPerHost(settings.connections())
                .usingDefaultLogger(false)
                .build();
    }

    Pushed push(String to, List<Message> messages, UUID key) {
        try {
            Result<PushMessageResponse> taken =
                    answer(line.pushMessage(key, new PushMessageRequest(to, messages, false, null)));
            var sent = taken.body() == null ? null : taken.body().sentMessages();
            return new Pushed.Taken(
                    sent == null || sent.isEmpty()
                            ? taken.requestId()
                            : sent.getFirst().id());
        } catch (MessagingApiClientException e) {
            return refused(e);
        } catch (IOException e) {
            return lost(e);
        }
    }

    private static Pushed refused(MessagingApiClientException e) {
        if (e.getCode() == 409) {
            // An earlier try with the same key arrived.
            return new Pushed.Taken(e.getHeader("x-line-accepted-request-id"));
        }
        var words = new StringBuilder().append(e.getCode());
        if (e.getError() != null) {
            words.append(' ').append(e.getError());
        }
        if (e.getDetails() != null) {
            e.getDetails()
                    .forEach(detail -> words.append("; ")
                            .append(detail.property())
                            .append(": ")
                            .append(detail.message()));
        }
        return new Pushed.Refused(e.getCode(), words.toString(), seconds(e.getHeader("Retry-After")));
    }

    private static @Nullable Duration seconds(@Nullable String written) {
        return written != null && written.strip().matches("\\d{1,5}")
                ? Duration.ofSeconds(Long.parseLong(written.strip()))
                : null;
    }

    private static Pushed lost(IOException e) {
        boolean before = e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof NoRouteToHostException
                || e instanceof SSLHandshakeException
                || e instanceof SocketTimeoutException && isConnecting(e);
        return before ? new Pushed.Unreachable(e.toString()) : new Pushed.NoAnswer(e.toString());
    }

    private static boolean isConnecting(IOException e) {
        String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("connect") && !words.contains("reset");
    }

    /** Empty where LINE does not say. */
    Optional<Quota.Reading> quota() {
        try {
            MessageQuotaResponse quota = answer(line.getMessageQuota()).body();
            Long used = answer(line.getMessageQuotaConsumption()).body().totalUsage();
            Long limit = quota.type() == QuotaType.LIMITED ? quota.value() : null;
            return Optional.of(new Quota.Reading(limit, used == null ? 0 : used, clock.instant()));
        } catch (IOException e) {
            log.warn("LINE does not say how many messages are left: {}", e.toString());
            return Optional.empty();
        }
    }

    /** For one attempt to link, within ten minutes. Empty where LINE gives none, as for somebody who is no friend. */
    Optional<String> linkToken(String lineUserId) {
        try {
            return Optional.ofNullable(
                    answer(line.issueLinkToken(lineUserId)).body().linkToken());
        } catch (IOException e) {
            log.warn("LINE gives no token to link a friend: {}", e.toString());
            return Optional.empty();
        }
    }

    /** Answers at no cost what a friend just said; nothing comes of a token that was used or is too old. */
    void reply(String replyToken, List<Message> messages) {
        try {
            var ignored = answer(line.replyMessage(new ReplyMessageRequest(replyToken, messages, false)));
        } catch (IOException e) {
            log.warn("LINE did not take a reply: {}", e.toString());
        }
    }

    private static <T> Result<T> answer(CompletableFuture<Result<T>> call) throws IOException {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

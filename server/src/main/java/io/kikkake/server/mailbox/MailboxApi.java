package io.kikkake.server.mailbox;

import io.kikkake.server.platform.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** {@code /api/mailbox}. */
@RestController
@RequestMapping("/api/mailbox")
@Conditional(NoSmtpServer.class)
class MailboxApi {

    private static final int MOST = 200;

    /** Then the browser comes again, and its session is checked anew. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Set<SseEmitter> open = ConcurrentHashMap.newKeySet();
    private final MailStore store;
    private final Arrivals arrivals;

    MailboxApi(MailStore store, Arrivals arrivals) {
        this.store = store;
        this.arrivals = arrivals;
    }

    record Page(
            List<StoredMail> mails, long total, @Nullable String next) {}

    record Mail(
            String id,
            String from,
            String to,
            String subject,
            Instant at,
            @Nullable String html,
            @Nullable String text,
            List<ParsedMail.Field> headers,
            String source) {}

    @GetMapping
    Page list(
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "50") int limit) {
        int size = Math.clamp(limit, 1, MOST);
        List<StoredMail> found = store.list(before, q, size + 1);
        List<StoredMail> shown = found.subList(0, Math.min(size, found.size()));
        return new Page(
                shown, store.count(q), found.size() > size ? shown.getLast().id() : null);
    }

    @GetMapping("/{id:\\d{1,18}}")
    Mail show(@PathVariable long id) {
        ReceivedMail mail = store.find(id).orElseThrow(() -> Problem.notFound("Mail " + id));
        ParsedMail parsed = ParsedMail.of(mail.source());
        return new Mail(
                Long.toString(id),
                mail.from(),
                mail.to(),
                parsed.subject(),
                mail.at(),
                parsed.html(),
                parsed.text(),
                parsed.headers(),
                new String(mail.source(), StandardCharsets.UTF_8));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void empty() {
        store.empty();
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream() throws IOException {
        var emitter = new SseEmitter(LONGEST.toMillis());
        Consumer<Arrivals.Arrival> listener = arrival -> {
            try {
                emitter.send(arrival, MediaType.APPLICATION_JSON);
            } catch (IOException | IllegalStateException e) {
                emitter.completeWithError(e);
            }
        };
        open.add(emitter);
        emitter.onCompletion(() -> {
            open.remove(emitter);
            arrivals.forget(listener);
        });
        emitter.onTimeout(emitter::complete);
        emitter.onError(error -> arrivals.forget(listener));
        arrivals.listen(listener);
        emitter.send(SseEmitter.event().comment("open"));
        return emitter;
    }

    /** An open stream would hold up the server's end. */
    @EventListener(ContextClosedEvent.class)
    void closeAll() {
        open.forEach(SseEmitter::complete);
    }
}

package io.kikkake.server.delivery;

import io.kikkake.server.customer.Customers;
import io.kikkake.server.customer.Profile;
import io.kikkake.server.platform.Problem;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/messages}. */
@RestController
class MessageApi {

    private static final int MOST = 200;

    private final Messages messages;
    private final Customers customers;

    MessageApi(Messages messages, Customers customers) {
        this.messages = messages;
        this.customers = customers;
    }

    record Recipient(String id, String label) {}

    record Row(
            String id,
            Recipient customer,
            @Nullable String to,
            @Nullable String subject,
            String scenario,
            String step,
            String channel,
            String status,
            int attempts,
            Instant createdAt,
            Instant updatedAt,
            @Nullable String error) {}

    record Page(
            List<Row> messages,
            Map<String, Long> counts,
            @Nullable String next) {}

    @GetMapping("/api/messages")
    Page list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = "50") int limit) {
        List<Status> statuses = status == null || status.isEmpty() ? List.of(Status.values()) : List.of(known(status));
        Messages.Cursor from = before == null ? Messages.Cursor.END : cursor(before);
        int size = Math.clamp(limit, 1, MOST);
        List<Messages.Message> found = messages.list(statuses, from, size + 1);
        List<Messages.Message> shown = found.subList(0, Math.min(size, found.size()));
        Map<Long, Profile> profiles = customers.profiles(
                shown.stream().map(Messages.Message::customer).toList());
        String next = found.size() > size
                ? new Messages.Cursor(
                                shown.getLast().createdAt(), shown.getLast().id())
                        .toString()
                : null;
        return new Page(
                shown.stream()
                        .map(one -> row(one, profiles.get(one.customer())))
                        .toList(),
                counts(),
                next);
    }

    private Map<String, Long> counts() {
        var words = new LinkedHashMap<String, Long>();
        messages.counts().forEach((status, count) -> words.put(status.word(), count));
        return words;
    }

    private static Status known(String word) {
        return Status.of(word)
                .orElseThrow(() -> new Problem(
                        400,
                        "Unknown status",
                        "status is one of queued, sending, sent, failed, unknown, withdrawn, blocked, held."));
    }

    private static Messages.Cursor cursor(String before) {
        return Messages.Cursor.of(before)
                .orElseThrow(
                        () -> new Problem(400, "Unknown place", "before takes what an earlier answer gave as next."));
    }

    private static Row row(Messages.Message one, @Nullable Profile profile) {
        return new Row(
                one.id(),
                new Recipient(Long.toString(one.customer()), profile == null ? "" : profile.label()),
                one.address() != null
                        ? one.address()
                        : profile == null || !one.channel().equals(MailChannel.ID) ? null : profile.email(),
                one.subject(),
                one.scenario(),
                one.step(),
                one.channel(),
                one.status().word(),
                one.attempts(),
                one.createdAt(),
                one.updatedAt(),
                one.error());
    }
}

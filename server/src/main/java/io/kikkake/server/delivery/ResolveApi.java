package io.kikkake.server.delivery;

import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Problem.Fault;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/messages/{id}}: one message with all that happened to it, and what a person says became of it. */
@RestController
class ResolveApi {

    record Resolve(@Nullable String as) {}

    record ResolveMany(
            @Nullable String as,
            @Nullable String scenario,
            @Nullable String step,
            @Nullable Instant from,
            @Nullable Instant until) {}

    record Resolved(int resolved) {}

    /**
     * @param due when it is attempted next; null once it has ended
     * @param reference by which the other side knows it
     */
    record Story(
            String id,
            String status,
            String channel,
            @Nullable String to,
            @Nullable String subject,
            String scenario,
            int version,
            String run,
            String step,
            String message,
            String topic,
            @Nullable String reference,
            @Nullable String error,
            @Nullable Instant due,
            List<Moment> timeline) {}

    /** @param kind {@code decided}, {@code attempt} or {@code resolved}; what does not belong to it is absent */
    record Moment(
            Instant at,
            String kind,
            Ledger.@Nullable Entry attempt,
            @Nullable String who,
            @Nullable String as) {}

    private static final String ONE = """
            select id, status, channel, address, subject, scenario, version, run, step, message, topic, reference, error, due,
                   created_at
            from (select id, status, channel, address, subject, scenario, version, run, step, message, topic,
                         null as reference, error, due, created_at from outbox
                  union all
                  select id, status, channel, address, subject, scenario, version, run, step, message, topic,
                         reference, error, null, created_at from outcome) m
            where id = ?""";

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Resolutions resolutions;
    private final Clock clock;

    ResolveApi(JdbcClient jdbc, Ledger ledger, Resolutions resolutions, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.resolutions = resolutions;
        this.clock = clock;
    }

    @GetMapping("/api/messages/{id}")
    Story story(@PathVariable String id) {
        return jdbc.sql(ONE)
                .params(id)
                .query((row, number) -> new Story(
                        row.getString("id"),
                        Status.of(row.getInt("status")).word(),
                        row.getString("channel"),
                        row.getString("address"),
                        row.getString("subject"),
                        row.getString("scenario"),
                        row.getInt("version"),
                        row.getString("run"),
                        row.getString("step"),
                        row.getString("message"),
                        row.getString("topic"),
                        row.getString("reference"),
                        row.getString("error"),
                        instant(row.getObject("due", OffsetDateTime.class)),
                        timeline(
                                id,
                                row.getObject("created_at", OffsetDateTime.class)
                                        .toInstant())))
                .optional()
                .orElseThrow(() -> Problem.notFound("The message " + id));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private List<Moment> timeline(String id, Instant decided) {
        var moments = new ArrayList<Moment>();
        moments.add(new Moment(decided, "decided", null, null, null));
        ledger.of(id).forEach(entry -> moments.add(new Moment(entry.at(), "attempt", entry, null, null)));
        resolutions
                .of(id)
                .forEach(one -> moments.add(new Moment(one.at(), "resolved", null, one.who(), one.decision())));
        moments.sort(Comparator.comparing(Moment::at));
        return moments;
    }

    @PostMapping("/api/messages/{id}/resolve")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resolve(@PathVariable String id, @RequestBody Resolve wish, @Nullable Principal who) {
        resolutions.resolve(id, decision(wish.as()), name(who), clock.instant());
    }

    /** All unknown messages that the rest of the body names; without a scenario or a time it is refused. */
    @PostMapping("/api/messages/resolve")
    Resolved resolveMany(@RequestBody ResolveMany wish, @Nullable Principal who) {
        if (wish.scenario() == null && wish.from() == null && wish.until() == null) {
            String message = "Say which unknown messages: \"scenario\", \"from\" or \"until\".";
            throw new Problem(422, "Too many", message, List.of(new Fault("/scenario", message, null)));
        }
        var filter = new Resolutions.Filter(wish.scenario(), wish.step(), wish.from(), wish.until());
        return new Resolved(resolutions.resolve(filter, decision(wish.as()), name(who), clock.instant()));
    }

    private static Resolutions.Decision decision(@Nullable String word) {
        Optional<Resolutions.Decision> known = Resolutions.Decision.of(word);
        return known.orElseThrow(() -> {
            String message = "\"as\" is one of sent, failed, again.";
            return new Problem(422, "Unknown decision", message, List.of(new Fault("/as", message, null)));
        });
    }

    private static String name(@Nullable Principal who) {
        return who == null ? "?" : who.getName();
    }
}

package io.kikkake.server.delivery;

import io.kikkake.server.platform.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people say became of messages that nobody knows of. Each is resolved once: whoever comes second learns who was first. Sent once
 * more, it is the same message, with the same Message-ID.
 */
@Component
class Resolutions {

    private static final int AT_ONCE = 2000;

    enum Decision {
        SENT(Status.SENT),
        FAILED(Status.FAILED),
        AGAIN(Status.QUEUED);

        private final Status status;

        Decision(Status status) {
            this.status = status;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Decision> of(@Nullable String word) {
            return java.util.Arrays.stream(values())
                    .filter(one -> one.word().equals(word))
                    .findFirst();
        }
    }

    record Resolution(Instant at, String who, String decision) {}

    /** Which unknown messages; what is absent does not matter. */
    record Filter(
            @Nullable String scenario,
            @Nullable String step,
            @Nullable Instant from,
            @Nullable Instant until) {}

    private static final String TOLD = """

            told as (
              insert into resolution (message, at, who, decision)
              select id, n.at, n.who, n.decision from done, (select :at::timestamptz as at, :who as who, :decision as decision) n),
            counted as (
              insert into delivery_count (scenario, step, status, n)
              select scenario, step, c.status, sum(c.n) from done, (values (4, -1), (:status, 1)) as c (status, n)
              where c.status > 0 group by 1, 2, 3
              on conflict (scenario, step, status) do update set n = delivery_count.n + excluded.n)
            select count(*) from done""";

    private static final String END = """
            with theirs as (select id from outcome where id = any (:ids) and status = 4 order by id for update),
            done as (
              update outcome o
              set status = :status, error = :error, updated_at = :at::timestamptz, outputs = null
              from theirs where o.id = theirs.id returning o.id, o.scenario, o.step),""" + TOLD;

    /** Only marketing messages become unknown, and its other channels were for a customer the first one does not reach. */
    private static final String AGAIN = """
            with theirs as (select id from outcome where id = any (:ids) and status = 4 order by id for update),
            done as (delete from outcome o using theirs where o.id = theirs.id returning o.*),
            back as (
              insert into outbox (id, customer_id, scenario, version, run, step, message, topic, entry, outputs, priority, status,
                                  due, attempts, address, subject, created_at, updated_at, channel)
              select id, customer_id, scenario, version, run, step, message, topic, entry, coalesce(outputs, '{}'), 1, 0,
                     n.at, attempts, address, subject, created_at, n.at, channel
              from done, (select :at::timestamptz as at) n),""" + TOLD;

    private final JdbcClient jdbc;
    private final Signals signals;

    Resolutions(JdbcClient jdbc, Signals signals) {
        this.jdbc = jdbc;
        this.signals = signals;
    }

    /** @throws Problem 404 where there is no such message, 409 where nothing about it is unknown (any more) */
    void resolve(String message, Decision decision, String who, Instant now) {
        if (resolve(List.of(message), decision, who, now) == 0) {
            throw notUnknown(message);
        }
    }

    /** @return how many were resolved */
    int resolve(Filter filter, Decision decision, String who, Instant now) {
        int resolved = 0;
        List<String> ids = unknown(filter);
        while (!ids.isEmpty()) {
            resolved += resolve(ids, decision, who, now);
            ids = ids.size() < AT_ONCE ? List.of() : unknown(filter);
        }
        return resolved;
    }

    private int resolve(List<String> ids, Decision decision, String who, Instant now) {
        String error = decision == Decision.FAILED ? who + " says that it did not arrive." : null;
        int resolved = jdbc.sql(decision == Decision.AGAIN ? AGAIN : END)
                .param("ids", ids.toArray(String[]::new))
                .param("status", decision.status.code(), java.sql.Types.INTEGER)
                .param("error", error, java.sql.Types.VARCHAR)
                .param("at", now.toString())
                .param("who", who)
                .param("decision", decision.word())
                .query(Integer.class)
                .single();
        if (decision == Decision.AGAIN) {
            signals.raise();
        }
        return resolved;
    }

    private List<String> unknown(Filter filter) {
        return jdbc.sql("select id from outcome where status = 4"
                        + " and (:scenario::text is null or scenario = :scenario)"
                        + " and (:step::text is null or step = :step)"
                        + " and (:from::timestamptz is null or updated_at >= :from::timestamptz)"
                        + " and (:until::timestamptz is null or updated_at < :until::timestamptz)"
                        + " order by created_at limit :most")
                .param("scenario", filter.scenario(), java.sql.Types.VARCHAR)
                .param("step", filter.step(), java.sql.Types.VARCHAR)
                .param("from", filter.from() == null ? null : filter.from().toString(), java.sql.Types.VARCHAR)
                .param("until", filter.until() == null ? null : filter.until().toString(), java.sql.Types.VARCHAR)
                .param("most", AT_ONCE)
                .query(String.class)
                .list();
    }

    private Problem notUnknown(String message) {
        List<Resolution> before = of(message);
        if (!before.isEmpty()) {
            Resolution last = before.getLast();
            return new Problem(
                    409,
                    "Resolved already",
                    last.who() + " resolved this message as \"" + last.decision() + "\" at " + last.at() + ".");
        }
        return jdbc.sql("select status from outcome where id = :id union all select status from outbox where id = :id")
                .param("id", message)
                .query(Integer.class)
                .optional()
                .map(status -> new Problem(
                        409,
                        "Nothing to resolve",
                        "This message is " + Status.of(status).word() + "; only unknown ones are resolved by hand."))
                .orElseGet(() -> Problem.notFound("The message " + message));
    }

    /** The oldest first. */
    List<Resolution> of(String message) {
        return jdbc.sql("select at, who, decision from resolution where message = ? order by at limit 100")
                .params(message)
                .query(Resolutions::read)
                .list();
    }

    private static Resolution read(ResultSet row, int number) throws SQLException {
        return new Resolution(
                row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("who"), row.getString("decision"));
    }
}

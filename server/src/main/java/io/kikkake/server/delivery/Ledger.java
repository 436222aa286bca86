package io.kikkake.server.delivery;

import io.kikkake.server.channel.Said;
import io.kikkake.server.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every attempt to deliver with what the other side said, for the person who asks why a message did not arrive. */
@Component
class Ledger {

    private static final int LONGEST = 500;
    private static final int KEPT_DAYS = 90;
    private static final int AT_ONCE = 20_000;
    private static final long TIDY_NANOS = Duration.ofHours(1).toNanos();

    /** The attempt that sent a message is kept with it. */
    private static final String OF = """
            select n, at, channel, server, outcome, code, enhanced, words from (
              select n, at, channel, server, outcome, code, enhanced, words from attempt where message = :id
              union all
              select attempts, answered_at, channel, server, 'sent', code, enhanced, words
              from outcome where id = :id and answered_at is not null) a
            order by at, n limit 200""";

    /** Only attempts the outbox still has in hand: one that is recorded twice is written once. */
    private static final String WRITE = """
            insert into attempt (message, n, at, channel, server, outcome, code, enhanced, words)
            select o.id, r.n, r.at, r.channel, r.server, r.outcome, r.code, r.enhanced, r.words
            from unnest(?::text[], ?::int[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[])
                   as r (id, n, at, channel, server, outcome, code, enhanced, words)
            join outbox o on o.id = r.id and o.status = 1 and o.attempts = r.n""";

    /** @param outcome {@code sent}, {@code failed}, {@code unknown}, {@code put-off} or {@code elsewhere} */
    record Entry(
            int n,
            Instant at,
            String channel,
            @Nullable String server,
            String outcome,
            @Nullable Integer code,
            @Nullable String enhanced,
            @Nullable String words) {}

    private final JdbcClient jdbc;
    private final RefusedMails refusals;
    private final AtomicLong tidied = new AtomicLong(System.nanoTime());

    Ledger(JdbcClient jdbc, RefusedMails refusals) {
        this.jdbc = jdbc;
        this.refusals = refusals;
    }

    /**
     * Writes those attempts that were really made and sent nothing, in the transaction that records how they ended and before it
     * does. What became of one that sent its message is kept {@linkplain #answer with the message}.
     */
    static void write(Connection transaction, List<Attempt> attempts) throws SQLException {
        List<Attempt> made = attempts.stream()
                .filter(one -> !isSent(one) && word(one.outcome()) != null)
                .toList();
        if (made.isEmpty()) {
            return;
        }
        var columns = new Columns<>(transaction, made);
        try (var statement = transaction.prepareStatement(WRITE)) {
            int i = 1;
            statement.setArray(i++, columns.text(one -> one.claim().id()));
            statement.setArray(i++, columns.int4(one -> one.claim().attempts()));
            statement.setArray(i++, columns.instant(Attempt::at));
            statement.setArray(i++, columns.text(one -> one.claim().channel()));
            statement.setArray(i++, columns.text(said(Said::server)));
            statement.setArray(i++, columns.text(one -> word(one.outcome())));
            statement.setArray(i++, columns.int4(Ledger::code));
            statement.setArray(i++, columns.text(said(Said::enhanced)));
            statement.setArray(i, columns.text(Ledger::words));
            statement.executeUpdate();
        }
    }

    /** Sets four parameters: server, code, enhanced code and words of what sent a message; null for what ended otherwise. */
    static void answer(PreparedStatement statement, int first, Columns<Attempt> columns) throws SQLException {
        int i = first;
        statement.setArray(i++, columns.text(ifSent(said(Said::server))));
        statement.setArray(i++, columns.int4(one -> isSent(one) ? code(one) : null));
        statement.setArray(i++, columns.text(ifSent(said(Said::enhanced))));
        statement.setArray(i, columns.text(ifSent(Ledger::words)));
    }

    private static boolean isSent(Attempt one) {
        return one.outcome() instanceof Outcome.Sent;
    }

    private static Function<Attempt, @Nullable String> ifSent(Function<Attempt, @Nullable String> part) {
        return one -> isSent(one) ? part.apply(one) : null;
    }

    private static @Nullable Integer code(Attempt one) {
        return one.said() == null ? null : one.said().code();
    }

    private static Function<Attempt, @Nullable String> said(Function<Said, @Nullable String> part) {
        return one -> one.said() == null ? null : Claims.clean(part.apply(one.said()));
    }

    private static @Nullable String words(Attempt one) {
        String told = one.said() == null ? null : one.said().words();
        String words = Claims.clean(told == null ? one.outcome().error() : told);
        return words == null ? null : words.substring(0, Math.min(LONGEST, words.length()));
    }

    /** Null where nothing was attempted. */
    private static @Nullable String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sent sent -> "sent";
            case Outcome.Failed failed -> "failed";
            case Outcome.Unknown unknown -> "unknown";
            case Outcome.Retry retry -> "put-off";
            case Outcome.Elsewhere elsewhere -> "elsewhere";
            case Outcome.Blocked blocked -> null;
            case Outcome.Returned returned -> null;
            case Outcome.Postponed postponed -> null;
        };
    }

    List<Entry> of(String message) {
        return jdbc.sql(OF)
                .param("id", message)
                .query((row, number) -> new Entry(
                        row.getInt("n"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("channel"),
                        row.getString("server"),
                        row.getString("outcome"),
                        row.getObject("code", Integer.class),
                        row.getString("enhanced"),
                        row.getString("words")))
                .list();
    }

    /** Forgets some old attempts each hour; called often. */
    void tidy(Executor threads, Instant now) {
        long last = tidied.get();
        long nanos = System.nanoTime();
        if (nanos - last >= TIDY_NANOS && tidied.compareAndSet(last, nanos)) {
            threads.execute(() -> {
                forget(now);
                refusals.forget(now);
            });
        }
    }

    /** Lets go of what is older than three months, a bounded part of it. @return how many */
    int forget(Instant now) {
        return jdbc.sql("delete from attempt where ctid = any (array(select ctid from attempt"
                        + " where at < ?::timestamptz limit ?))")
                .params(now.minus(Duration.ofDays(KEPT_DAYS)).toString(), AT_ONCE)
                .update();
    }
}

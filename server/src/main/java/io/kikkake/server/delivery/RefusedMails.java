package io.kikkake.server.delivery;

import io.kikkake.server.channel.Said;
import io.kikkake.server.platform.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What recipients' houses hold against us, told while we tried to deliver: nothing that any recipient can help. */
@Component
public class RefusedMails {

    /** As long as somebody may ask for. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final int LONGEST = 500;
    private static final int AT_ONCE = 20_000;

    /** Only attempts the outbox still has in hand: one that is recorded twice is written once. */
    private static final String WRITE = """
            insert into refusal (message, at, sender, house, fault, code, enhanced, words)
            select o.id, r.at, r.sender, r.house, r.fault, r.code, r.enhanced, r.words
            from unnest(?::text[], ?::int[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[])
                   as r (id, n, at, sender, house, fault, code, enhanced, words)
            join outbox o on o.id = r.id and o.status = 1 and o.attempts = r.n""";

    /**
     * RefusedMails of one kind.
     *
     * @param sender domain the mails are from
     * @param house domain they went to
     * @param fault {@code blocked}, {@code policy} or {@code content}
     * @param messages each counted once, however often it was tried
     * @param words of the last one, as the server said them
     */
    public record Refused(
            String sender,
            String house,
            String fault,
            int code,
            String enhanced,
            long messages,
            Instant last,
            String words) {}

    private final JdbcClient jdbc;

    RefusedMails(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the transaction that records how the attempts ended, and before it does. */
    static void write(Connection transaction, List<Attempt> attempts) throws SQLException {
        List<Attempt> refused = attempts.stream()
                .filter(one -> one.said() != null && one.said().refusal() != null)
                .toList();
        if (refused.isEmpty()) {
            return;
        }
        var columns = new Columns<>(transaction, refused);
        try (var statement = transaction.prepareStatement(WRITE)) {
            int i = 1;
            statement.setArray(i++, columns.text(one -> one.claim().id()));
            statement.setArray(i++, columns.int4(one -> one.claim().attempts()));
            statement.setArray(i++, columns.instant(Attempt::at));
            statement.setArray(i++, columns.text(one -> refusal(one).sender()));
            statement.setArray(i++, columns.text(one -> refusal(one).house()));
            statement.setArray(i++, columns.text(one -> refusal(one).fault()));
            statement.setArray(
                    i++,
                    columns.int4(one -> Objects.requireNonNullElse(said(one).code(), 0)));
            statement.setArray(
                    i++,
                    columns.text(one -> Objects.requireNonNullElse(said(one).enhanced(), "")));
            statement.setArray(i, columns.text(one -> words(said(one))));
            statement.executeUpdate();
        }
    }

    private static Said said(Attempt attempt) {
        return Objects.requireNonNull(attempt.said());
    }

    private static Said.Refusal refusal(Attempt attempt) {
        return Objects.requireNonNull(said(attempt).refusal());
    }

    private static String words(Said said) {
        String words = Objects.requireNonNullElse(Claims.clean(said.words()), "");
        return words.substring(0, Math.min(LONGEST, words.length()));
    }

    /**
     * The most first.
     *
     * @param since at most {@link #KEPT} ago
     */
    public List<Refused> since(Instant since, int most) {
        return jdbc.sql(
                        "select sender, house, fault, code, enhanced, count(distinct message) as messages, max(at) as last,"
                                + " (array_agg(words order by at desc))[1] as words from refusal where at >= ?::timestamptz"
                                + " group by 1, 2, 3, 4, 5 order by messages desc, last desc limit ?")
                .params(since.toString(), most)
                .query((row, number) -> new Refused(
                        row.getString("sender"),
                        row.getString("house"),
                        row.getString("fault"),
                        row.getInt("code"),
                        row.getString("enhanced"),
                        row.getLong("messages"),
                        row.getObject("last", OffsetDateTime.class).toInstant(),
                        row.getString("words")))
                .list();
    }

    /** Lets go of what nobody can ask for any more, a bounded part of it. */
    void forget(Instant now) {
        jdbc.sql("delete from refusal where ctid = any (array(select ctid from refusal"
                        + " where at < ?::timestamptz limit ?))")
                .params(now.minus(KEPT).toString(), AT_ONCE)
                .update();
    }
}

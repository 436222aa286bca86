package io.kikkake.server.delivery;

import io.kikkake.server.platform.Columns;
import io.kikkake.server.platform.Json;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The outbox as other packages see it. */
@Component
class OutboxTable implements Outbox {

    /** Puts rows {@code gone} from the outbox where ended messages are. */
    static final String WITHDRAWN = """

            insert into outcome (id, customer_id, scenario, version, run, step, message, topic, entry, status, attempts, address,
                                 subject, error, created_at, updated_at, channel)
            select id, customer_id, scenario, version, run, step, message, topic, entry, 5, attempts, address, subject, error,
                   created_at, updated_at, channel
            from gone""";

    /** When a held message is due: behind everything a claim looks at. */
    private static final Instant NOT_YET = Instant.parse("9999-01-01T00:00:00Z");

    /** As an array and not joined: planned while there were few, a join would look at each for each. */
    private static final String HELD_BY =
            "select id from outbox where scenario = ? and status = 7 and due = '9999-01-01Z' order by id limit ? for update";

    private final TopicRules topics;
    private final Signals signals;
    private final JdbcClient jdbc;

    OutboxTable(TopicRules topics, Signals signals, JdbcClient jdbc) {
        this.topics = topics;
        this.signals = signals;
        this.jdbc = jdbc;
    }

    @Override
    public void add(Connection transaction, List<Queued> messages, Instant now) throws SQLException {
        add(transaction, messages, Status.QUEUED, now);
    }

    @Override
    public void hold(Connection transaction, List<Queued> messages, Instant now) throws SQLException {
        add(transaction, messages, Status.HELD, now);
    }

    private void add(Connection transaction, List<Queued> messages, Status status, Instant now) throws SQLException {
        boolean held = status == Status.HELD;
        if (messages.isEmpty()) {
            return;
        }
        try (var insert = transaction.prepareStatement("""
                insert into outbox (id, customer_id, scenario, version, run, step, message, topic, entry, outputs, due, priority,
                                    channel, others, status, created_at, updated_at)
                select m.id, customer_id, scenario, version, run, step, message, topic, entry::jsonb, outputs::jsonb, due, priority,
                       channel, coalesce(string_to_array(nullif(others, ''), ','), '{}'), ?, n.at, n.at
                from unnest(?::text[], ?::bigint[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::timestamptz[], ?::smallint[], ?::text[], ?::text[])
                     as m (id, customer_id, scenario, version, run, step, message, topic, entry, outputs, due, priority, channel, others),
                     (select ?::timestamptz as at) n
                where not exists (select from outcome o where o.id = m.id)
                on conflict (id) do nothing""")) {
            var columns = new Columns<>(transaction, messages);
            int i = 1;
            insert.setShort(i++, status.code());
            insert.setArray(i++, columns.text(Queued::id));
            insert.setArray(i++, columns.int8(Queued::customer));
            insert.setArray(i++, columns.text(Queued::scenario));
            insert.setArray(i++, columns.int4(Queued::version));
            insert.setArray(i++, columns.text(Queued::run));
            insert.setArray(i++, columns.text(Queued::step));
            insert.setArray(i++, columns.text(Queued::message));
            insert.setArray(i++, columns.text(Queued::topic));
            insert.setArray(i++, columns.text(one -> Json.write(one.entry())));
            insert.setArray(i++, columns.text(one -> Json.write(one.outputs())));
            insert.setArray(i++, columns.instant(one -> held ? NOT_YET : one.due()));
            insert.setArray(i++, columns.int4(this::priority));
            insert.setArray(i++, columns.text(one -> one.channels().getFirst()));
            insert.setArray(
                    i++,
                    columns.text(one -> String.join(
                            ",", one.channels().subList(1, one.channels().size()))));
            insert.setString(i, now.toString());
            insert.executeUpdate();
        }
    }

    @Override
    public void withdraw(Connection transaction, Collection<String> runs, String reason, Instant now)
            throws SQLException {
        if (runs.isEmpty()) {
            return;
        }
        Array ids = transaction.createArrayOf("text", runs.toArray());
        // One being sent just now may come back to be retried: it must know that it is not wanted any more. Locked in
        // the order
        // in which the pump locks, so that the two never wait for each other.
        try (var update = transaction.prepareStatement("""
                with theirs as (select id from outbox where run = any (?) order by id for update)
                update outbox o set wanted = false, error = ?, updated_at = ?::timestamptz
                from theirs where o.id = theirs.id""")) {
            update.setArray(1, ids);
            update.setString(2, reason);
            update.setString(3, now.toString());
            if (update.executeUpdate() == 0) {
                return;
            }
        }
        try (var move = transaction.prepareStatement(
                "with gone as (delete from outbox where run = any (?) and status in (0, 7) returning *)" + WITHDRAWN)) {
            move.setArray(1, ids);
            move.executeUpdate();
        }
    }

    @Override
    public int release(Connection transaction, String scenario, int most, Instant now) throws SQLException {
        try (var update = transaction.prepareStatement("""
                update outbox set status = 0, due = n.at, updated_at = n.at
                from (select ?::timestamptz as at) n
                where id = any (array(""" + HELD_BY + "))")) {
            update.setString(1, now.toString());
            update.setString(2, scenario);
            update.setInt(3, most);
            return update.executeUpdate();
        }
    }

    @Override
    public int drop(Connection transaction, String scenario, String reason, Instant now) throws SQLException {
        try (var update = transaction.prepareStatement("""
                update outbox set wanted = false, error = ?, updated_at = ?::timestamptz
                where id = any (array(""" + HELD_BY + "))")) {
            update.setString(1, reason);
            update.setString(2, now.toString());
            update.setString(3, scenario);
            update.setInt(4, Integer.MAX_VALUE);
            update.executeUpdate();
        }
        try (var move = transaction.prepareStatement(
                "with gone as (delete from outbox where scenario = ? and status = 7 and due = '9999-01-01Z' returning *)"
                        + WITHDRAWN)) {
            move.setString(1, scenario);
            return move.executeUpdate();
        }
    }

    @Override
    public Map<String, Long> held() {
        var held = new HashMap<String, Long>();
        jdbc.sql("select scenario, count(*) from outbox where status = 7 and due = '9999-01-01Z' group by 1")
                .query(row -> {
                    held.put(row.getString(1), row.getLong(2));
                });
        return held;
    }

    @Override
    public void wake() {
        signals.raise();
    }

    /** Somebody waits for a transactional message, and nobody for a newsletter. */
    private int priority(Queued message) {
        return topics.atLeastOnce(message.topic()) ? 0 : message.newsletter() ? Queued.NEWSLETTER : 1;
    }
}

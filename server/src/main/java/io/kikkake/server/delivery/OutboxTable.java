package io.kikkake.server.delivery;

import io.kikkake.server.platform.Columns;
import io.kikkake.server.platform.Json;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** The outbox as other packages see it. */
@Component
class OutboxTable implements Outbox {

    /** Puts rows {@code gone} from the outbox where ended messages are. */
    static final String WITHDRAWN = """

            insert into outcome (id, customer_id, scenario, version, run, step, message, topic, entry, status, attempts, address,
                                 subject, error, created_at, updated_at)
            select id, customer_id, scenario, version, run, step, message, topic, entry, 5, attempts, address, subject, error,
                   created_at, updated_at
            from gone""";

    private final TopicRules topics;
    private final Signal signal;

    OutboxTable(TopicRules topics, Signal signal) {
        this.topics = topics;
        this.signal = signal;
    }

    @Override
    public void add(Connection transaction, List<Queued> messages, Instant now) throws SQLException {
        if (messages.isEmpty()) {
            return;
        }
        try (var insert = transaction.prepareStatement("""
                insert into outbox (id, customer_id, scenario, version, run, step, message, topic, entry, outputs, due, priority,
                                    status, created_at, updated_at)
                select m.id, customer_id, scenario, version, run, step, message, topic, entry::jsonb, outputs::jsonb, due, priority, 0, n.at, n.at
                from unnest(?::text[], ?::bigint[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::timestamptz[], ?::smallint[])
                     as m (id, customer_id, scenario, version, run, step, message, topic, entry, outputs, due, priority),
                     (select ?::timestamptz as at) n
                where not exists (select from outcome o where o.id = m.id)
                on conflict (id) do nothing""")) {
            var columns = new Columns<>(transaction, messages);
            int i = 1;
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
            insert.setArray(i++, columns.instant(Queued::due));
            insert.setArray(i++, columns.int4(one -> priority(one.topic())));
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
                "with gone as (delete from outbox where run = any (?) and status = 0 returning *)" + WITHDRAWN)) {
            move.setArray(1, ids);
            move.executeUpdate();
        }
    }

    @Override
    public void wake() {
        signal.raise();
    }

    /** Somebody waits for a transactional message. */
    private int priority(String topic) {
        return topics.atLeastOnce(topic) ? 0 : 1;
    }
}

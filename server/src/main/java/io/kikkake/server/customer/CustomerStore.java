package io.kikkake.server.customer;

import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Columns;
import io.kikkake.server.platform.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Attributes and consents of customers in the database. */
@Component
public class CustomerStore implements Customers {

    private final DataSource dataSource;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    CustomerStore(DataSource dataSource, ApplicationEventPublisher publisher, Clock clock) {
        this.dataSource = dataSource;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public Map<Long, Profile> profiles(Collection<Long> ids) {
        var profiles = new HashMap<Long, Profile>();
        try (Connection connection = dataSource.getConnection();
                var select = connection.prepareStatement("""
                        select asked.id, c.attributes::text,
                               (select jsonb_object_agg(topic, granted)::text from consent where customer_id = c.id),
                               (select min(reason) from suppression where address = lower(btrim(c.attributes ->> 'email'))),
                               (select jsonb_object_agg(address, reason)::text from suppression
                                where customer_id = c.id or address in (lower(btrim(c.attributes ->> 'lineUserId')),
                                                                        lower(btrim(c.attributes ->> 'phone'))))
                        from customer asked join customer c on c.id = coalesce(asked.merged_into, asked.id)
                        where asked.id = any (?)""")) {
            select.setArray(1, connection.createArrayOf("int8", ids.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    profiles.put(
                            rows.getLong(1),
                            new Profile(
                                    rows.getLong(1),
                                    Json.object(rows.getString(2)),
                                    consents(rows.getString(3)),
                                    rows.getString(4),
                                    closed(rows.getString(5))));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Customers could not be read: " + e.getMessage(), e);
        }
        return profiles;
    }

    private static Map<String, String> closed(@Nullable String json) {
        var closed = new HashMap<String, String>();
        Json.object(json).fields().forEach((address, reason) -> {
            if (reason instanceof Value.Text(var why)) {
                closed.put(address, why);
            }
        });
        return closed;
    }

    private static Map<String, Boolean> consents(@Nullable String json) {
        var consents = new HashMap<String, Boolean>();
        Json.object(json).fields().forEach((topic, granted) -> consents.put(topic, granted.equals(Value.of(true))));
        return consents;
    }

    @Override
    public void unsubscribe(long customer, String topic, String source) {
        var unsubscribed = new Unsubscribed(customer, topic, source, clock.instant());
        publisher.publishEvent(unsubscribed);
        try (Connection connection = dataSource.getConnection()) {
            var change =
                    new ConsentChange(customer, topic, ConsentChange.Act.REFUSED, unsubscribed.at(), Proof.of(source));
            saveConsents(connection, List.of(change));
        } catch (SQLException e) {
            throw new IllegalStateException("The refusal could not be stored: " + e.getMessage(), e);
        }
    }

    /** Attributes as the engine needs them, by customer; customers without any are absent. */
    public Map<Long, Value.ObjectOf> attributes(Connection transaction, Collection<Long> ids) throws SQLException {
        var attributes = new HashMap<Long, Value.ObjectOf>();
        try (var select = transaction.prepareStatement(
                "select id, attributes::text from customer where id = any (?) and attributes <> '{}'")) {
            select.setArray(1, transaction.createArrayOf("int8", ids.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    attributes.put(rows.getLong(1), Json.object(rows.getString(2)));
                }
            }
        }
        return attributes;
    }

    /**
     * Some customers, in order of their ids.
     *
     * @param last where the next page begins after; -1 when there are no more
     */
    public record Some(List<Long> ids, long last) {}

    /**
     * Customers of one part of all, after one of them.
     *
     * @param having path of an attribute they must have; empty for any
     */
    public Some after(Connection transaction, int part, int parts, long after, List<String> having, int limit)
            throws SQLException {
        try (var select = transaction.prepareStatement("""
                select id, ? = '{}' or attributes #> ?::text[] is not null from customer
                where id > ? and id % ? = ? and merged_into is null order by id limit ?""")) {
            select.setArray(1, transaction.createArrayOf("text", having.toArray()));
            select.setArray(2, transaction.createArrayOf("text", having.toArray()));
            select.setLong(3, after);
            select.setInt(4, parts);
            select.setInt(5, part);
            select.setInt(6, limit);
            var ids = new ArrayList<Long>();
            long last = -1;
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    last = rows.getLong(1);
                    if (rows.getBoolean(2)) {
                        ids.add(last);
                    }
                }
            }
            return new Some(ids, last);
        }
    }

    public void saveAttributes(Connection transaction, Map<Long, Value.ObjectOf> changed) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        var columns = new Columns<>(transaction, List.copyOf(changed.entrySet()));
        try (var update = transaction.prepareStatement("""
                update customer c set attributes = n.attributes::jsonb
                from unnest(?::bigint[], ?::text[]) as n (id, attributes) where c.id = n.id""")) {
            update.setArray(1, columns.int8(Map.Entry::getKey));
            update.setArray(2, columns.text(entry -> Json.write(entry.getValue())));
            update.executeUpdate();
        }
    }

    /** The last word counts, by its time; the ledger keeps what changed something. Saying the same again changes nothing. */
    public void saveConsents(Connection transaction, List<ConsentChange> changes) throws SQLException {
        ConsentTable.write(transaction, changes, clock.instant());
    }

    /** In order; an address that is suppressed already stays so since then. */
    public void saveSuppressions(Connection transaction, List<SuppressionChange> changes) throws SQLException {
        for (SuppressionChange change : changes) {
            if (change.reason() == SuppressionChange.Reason.LIFTED) {
                // With an address only what is said of that address is forgotten, and a complaint is about the person.
                try (var delete = transaction.prepareStatement("delete from suppression where since <= ?::timestamptz"
                        + " and (? <> '' and address = ? and reason <> 'complained' or ? = '' and customer_id = ?)")) {
                    delete.setString(1, change.at().toString());
                    delete.setString(2, change.address());
                    delete.setString(3, change.address());
                    delete.setString(4, change.address());
                    delete.setLong(5, change.customer());
                    delete.executeUpdate();
                }
            } else {
                try (var insert = transaction.prepareStatement("insert into suppression (address, reason, customer_id,"
                        + " since, source, detail, until) values (?, ?, ?, ?::timestamptz, ?, ?, ?::timestamptz)"
                        + " on conflict do nothing")) {
                    insert.setString(1, change.address());
                    insert.setString(2, change.reason().name().toLowerCase(Locale.ROOT));
                    insert.setLong(3, change.customer());
                    insert.setString(4, change.at().toString());
                    insert.setString(5, change.source());
                    insert.setString(6, change.detail());
                    insert.setString(
                            7, change.until() == null ? null : change.until().toString());
                    insert.executeUpdate();
                }
            }
        }
    }
}

package io.kikkake.server.runner;

import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.value.Value;
import io.kikkake.server.customer.CustomerStore;
import io.kikkake.server.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** States of customers in the database. */
final class StateStore {

    /** @param moved those that their own shard has let go of, for another to take over */
    record Loaded(Map<Long, CustomerState> states, Set<Long> moved) {}

    private final Connection transaction;
    private final CustomerStore customers;
    private final Set<Long> stored = new HashSet<>();

    StateStore(Connection transaction, CustomerStore customers) {
        this.transaction = transaction;
        this.customers = customers;
    }

    Loaded load(Collection<Long> ids) throws SQLException {
        Map<Long, Value.ObjectOf> attributes = customers.attributes(transaction, ids);
        var states = new HashMap<Long, CustomerState>();
        attributes.forEach(
                (id, known) -> states.put(id, CustomerState.unknown(id).withAttributes(known)));
        var moved = new HashSet<Long>();
        try (var select = transaction.prepareStatement(
                "select customer_id, state, moved_to from customer_state where customer_id = any (?)")) {
            select.setArray(1, transaction.createArrayOf("int8", ids.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    long id = rows.getLong(1);
                    stored.add(id);
                    states.put(
                            id,
                            StateCodec.read(rows.getBytes(2), id, attributes.getOrDefault(id, Value.ObjectOf.EMPTY)));
                    if (rows.getLong(3) != 0) {
                        moved.add(id);
                    }
                }
            }
        }
        return new Loaded(states, moved);
    }

    private record Row(
            long customer, byte[] state, @Nullable Long movedTo) {}

    void save(List<CustomerState> changed, Map<Long, Long> movedAway) throws SQLException {
        var rows = new LinkedHashMap<Long, Row>();
        for (CustomerState state : changed) {
            rows.put(state.id(), new Row(state.id(), StateCodec.write(state), movedAway.get(state.id())));
        }
        movedAway.forEach((customer, into) -> rows.putIfAbsent(customer, new Row(customer, new byte[0], into)));
        if (rows.isEmpty()) {
            return;
        }
        List<Row> known = rows.values().stream()
                .filter(row -> stored.contains(row.customer()) && row.state().length > 0)
                .toList();
        if (update(known) == known.size()) {
            known.forEach(row -> rows.remove(row.customer()));
        }
        upsert(List.copyOf(rows.values()));
    }

    /** Rows that were read in this transaction are there: to look for them once more, and lock them, would be work for nothing. */
    private int update(List<Row> known) throws SQLException {
        if (known.isEmpty()) {
            return 0;
        }
        var columns = new Columns<>(transaction, known);
        try (var update = transaction.prepareStatement("""
                update customer_state s set state = n.state, moved_to = n.moved_to
                from unnest(?::bigint[], ?::bytea[], ?::bigint[]) as n (customer_id, state, moved_to)
                where s.customer_id = n.customer_id""")) {
            bind(update, columns);
            return update.executeUpdate();
        }
    }

    private void upsert(List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var columns = new Columns<>(transaction, rows);
        try (var upsert = transaction.prepareStatement("""
                insert into customer_state as s (customer_id, state, moved_to)
                select * from unnest(?::bigint[], ?::bytea[], ?::bigint[])
                on conflict (customer_id) do update
                set state = case when excluded.state = '' then s.state else excluded.state end, moved_to = excluded.moved_to""")) {
            bind(upsert, columns);
            upsert.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Columns<Row> columns) throws SQLException {
        statement.setArray(1, columns.int8(Row::customer));
        statement.setArray(2, columns.bytea(Row::state));
        statement.setArray(3, columns.int8(Row::movedTo));
    }
}

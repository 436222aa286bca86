package io.kikkake.bench.load;

import io.kikkake.bench.postgres.CopyRows;
import io.kikkake.bench.postgres.Database;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.value.Value;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Customers of a shop and what they do, written straight into the tables. Of 100 events 50 are of a name no scenario
 * listens to, 30 are listened to by five scenarios each and touch none, 14 enter a run, 6 end one.
 */
public final class CartEvents {
    public static final int SCENARIOS = 20;
    private static final int NAMES = 4;
    private static final int LATEST = 50_000;

    private final int customers;
    private final SplittableRandom random = new SplittableRandom(20);
    private final long[] cartOf = new long[LATEST];
    private long carts;

    /** @param customers numbered from 1 */
    public CartEvents(int customers) {
        this.customers = customers;
    }

    /** The name of the event that the scenario is entered by. */
    public static String eventOf(int scenario) {
        return "Bench Viewed " + scenario % NAMES;
    }

    public void writeCustomers(Connection connection) throws SQLException {
        Instant now = Instant.now();
        try (var rows = new CopyRows(connection, "customer (id, created_at, attributes)")) {
            for (long id = 1; id <= customers; id++) {
                rows.number(id).instant(now).text(attributes(id)).end();
            }
            rows.finish();
        }
        byte[] state = StateCodec.write(new CustomerState(
                1,
                Value.ObjectOf.EMPTY,
                Map.of("news", true),
                List.of(),
                Map.of(new Passage("bench-runner-1", null), now)));
        try (var rows = new CopyRows(connection, "customer_state (customer_id, state)")) {
            for (long id = 1; id <= customers; id++) {
                rows.number(id).bytes(state).end();
            }
            rows.finish();
        }
    }

    /** @param first the number of the first event in the log */
    public void writeEvents(Connection connection, long first, int count) throws SQLException {
        Instant now = Instant.now();
        try (var statement = connection.createStatement()) {
            statement.execute(partition(now.atOffset(ZoneOffset.UTC).toLocalDate()));
        }
        try (var rows = new CopyRows(
                connection,
                "event (seq, shard, customer_id, kind, historical, name, ts, received_at, message_id, properties, context)")) {
            for (long seq = first; seq < first + count; seq++) {
                event(rows, seq, now);
            }
            rows.finish();
        }
    }

    private void event(CopyRows rows, long seq, Instant now) throws SQLException {
        int kind = random.nextInt(100);
        long customer = 1 + random.nextInt(customers);
        String name = "Page Viewed";
        String category = "none";
        String cart = "none";
        if (kind < 30) {
            name = eventOf(random.nextInt(SCENARIOS));
        } else if (kind < 44) {
            int scenario = random.nextInt(SCENARIOS);
            name = eventOf(scenario);
            category = "c" + scenario;
            cartOf[(int) (carts++ % LATEST)] = customer;
            cart = "cart-" + customer;
        } else if (kind < 50 && carts > 0) {
            name = "Bench Ordered";
            customer = cartOf[random.nextInt((int) Math.min(carts, LATEST))];
            cart = "cart-" + customer;
        }
        rows.number(seq)
                .number(customer % Database.SHARDS)
                .number(customer)
                .number(1)
                .text("f")
                .text(name)
                .instant(now)
                .instant(now)
                .nothing()
                .text("{\"cart_id\": \"" + cart + "\", \"category\": \"" + category
                        + "\", \"total\": 12800, \"currency\": \"JPY\", \"products\": [{\"product_id\": \"P-100\","
                        + " \"name\": \"有田焼の湯のみ\", \"price\": 3200, \"quantity\": 4}]}")
                .text("{\"page\": {\"path\": \"/products/P-100\"}, \"locale\": \"ja-JP\"}")
                .end();
    }

    private static String attributes(long id) {
        return "{\"email\": \"c" + id + "@bench.example\", \"lastName\": \"山田\", \"firstName\": \"花子\","
                + " \"rank\": \"gold\", \"points\": " + id % 1000 + "}";
    }

    private static String partition(LocalDate day) {
        return "create table if not exists event_" + day.toString().replace("-", "")
                + " partition of event for values from ('" + day + " 00:00:00+00') to ('" + day.plusDays(1)
                + " 00:00:00+00')";
    }
}

package io.kikkake.bench.load;

import io.kikkake.bench.postgres.CopyRows;
import io.kikkake.bench.postgres.Database;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.value.Value;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Customers who wait, written straight into the tables as the runner would have left them: two runs each, a cart's
 * properties in each, one passage they have left.
 */
public final class PendingTimers {
    /** Runs of one customer. */
    public static final int PER_CUSTOMER = 2;

    private static final Duration FAR = Duration.ofDays(20);
    private static final String[] WITHOUT_INDEXES = {
        "alter table run drop constraint run_pkey",
        "drop index run_due, run_scenario",
        "alter table customer_state drop constraint customer_state_pkey"
    };
    /** Shards from here on are nobody's: their timers stay pending. */
    private static final int NOBODYS = 100;

    private static final String MEMORY = "set maintenance_work_mem = '512MB'";
    private static final String[] RUNS_COMPLETE = {
        MEMORY,
        "alter table run add primary key (customer_id, id)",
        "create index run_due on run (shard, due, customer_id) where due is not null",
        "create index run_scenario on run (scenario, step)",
        "vacuum analyze run"
    };
    private static final String[] STATES_COMPLETE = {
        MEMORY, "alter table customer_state add primary key (customer_id)", "vacuum analyze customer_state"
    };

    private final String url;
    private final Instant start = Instant.now();

    /** @param url of the database, JDBC */
    public PendingTimers(String url) {
        this.url = url;
    }

    /** When the n-th timer is due. */
    public interface Schedule {
        Instant due(long timer);
    }

    /** Those that are not due for weeks, spread over ten days. */
    public Instant far(long timer) {
        return start.plus(FAR).plusMillis(Math.floorMod(timer * 2_654_435_761L, 864_000_000L));
    }

    /** Writes millions of timers while nobody else is at the tables, {@link #PER_CUSTOMER} a customer. */
    public void writeMany(long firstCustomer, long timers, Schedule schedule) throws Exception {
        try (var database = new Database(url)) {
            database.execute(WITHOUT_INDEXES);
            long end = firstCustomer + timers / PER_CUSTOMER;
            Crew.run(3, table -> {
                try (var own = new Database(url)) {
                    switch (table) {
                        case 0 -> {
                            writeRuns(own.connection(), firstCustomer, end, schedule, 0);
                            own.execute(RUNS_COMPLETE);
                        }
                        case 1 -> {
                            writeStates(own.connection(), firstCustomer, end, schedule);
                            own.execute(STATES_COMPLETE);
                        }
                        default -> {
                            writeCustomers(own.connection(), firstCustomer, end);
                            own.execute("vacuum analyze customer");
                        }
                    }
                }
            });
            database.execute("checkpoint");
        }
    }

    /** Writes timers beside those there are; the runner sees all of them at once, on return. */
    public void add(long firstCustomer, long timers, Schedule schedule) throws SQLException {
        add(firstCustomer, timers, schedule, 0);
    }

    /**
     * Writes timers that the runner does not see, beside those there are.
     *
     * @return the first of their {@link Database#SHARDS} shards
     */
    public int addForNobody(long firstCustomer, long timers, Schedule schedule) throws SQLException {
        add(firstCustomer, timers, schedule, NOBODYS);
        return NOBODYS;
    }

    private void add(long firstCustomer, long timers, Schedule schedule, int firstShard) throws SQLException {
        long end = firstCustomer + timers / PER_CUSTOMER;
        try (Connection connection = DriverManager.getConnection(url)) {
            writeCustomers(connection, firstCustomer, end);
            writeStates(connection, firstCustomer, end, schedule);
            writeRuns(connection, firstCustomer, end, schedule, firstShard);
        }
    }

    /** The shard that the n-th timer of customers from {@code firstCustomer} on belongs to. */
    public static int shard(long firstCustomer, long timer) {
        return (int) ((firstCustomer + timer / PER_CUSTOMER) % Database.SHARDS);
    }

    private void writeCustomers(Connection connection, long first, long end) throws SQLException {
        try (var rows = new CopyRows(connection, "customer (id, created_at, attributes)")) {
            for (long customer = first; customer < end; customer++) {
                rows.number(customer).instant(start).text("{}").end();
            }
            rows.finish();
        }
    }

    private void writeRuns(Connection connection, long first, long end, Schedule schedule, int firstShard)
            throws SQLException {
        try (var rows = new CopyRows(
                connection, "run (id, shard, customer_id, scenario, version, key, step, started_at, due)")) {
            for (long customer = first; customer < end; customer++) {
                for (Run run : runs(customer, customer - first, schedule)) {
                    rows.text(run.id())
                            .number(firstShard + customer % Database.SHARDS)
                            .number(customer)
                            .text(run.scenario())
                            .number(run.version())
                            .text(String.valueOf(run.key()))
                            .text(run.step())
                            .instant(run.startedAt())
                            .instant(Objects.requireNonNull(run.due()))
                            .end();
                }
            }
            rows.finish();
        }
    }

    private void writeStates(Connection connection, long first, long end, Schedule schedule) throws SQLException {
        try (var rows = new CopyRows(connection, "customer_state (customer_id, state)")) {
            for (long customer = first; customer < end; customer++) {
                var state = new CustomerState(
                        customer,
                        Value.ObjectOf.EMPTY,
                        Map.of("news", true),
                        runs(customer, customer - first, schedule),
                        Map.of(new Passage("bench-welcome", null), start));
                rows.number(customer).bytes(StateCodec.write(state)).end();
            }
            rows.finish();
        }
    }

    private List<Run> runs(long customer, long number, Schedule schedule) {
        var runs = new ArrayList<Run>(PER_CUSTOMER);
        for (int i = 0; i < PER_CUSTOMER; i++) {
            long timer = number * PER_CUSTOMER + i;
            String key = "cart-" + timer;
            var entry = new Value.ObjectOf(
                    Map.of("cart_id", Value.of(key), "total", Value.of(12_800), "name", Value.of("有田焼の湯のみ")));
            Instant due = schedule.due(timer);
            runs.add(new Run(id(customer * PER_CUSTOMER + i), "bench-timers", 1, key, entry, start, "first", 1, due));
        }
        return runs;
    }

    /** 32 hexadecimal digits in no order, as real ids have none. */
    private static String id(long timer) {
        long mixed = (timer + 1) * 0x9e3779b97f4a7c15L;
        return hex(mixed ^ (mixed >>> 32)) + hex(timer);
    }

    private static String hex(long number) {
        String digits = Long.toHexString(number);
        return "0".repeat(16 - digits.length()) + digits;
    }
}

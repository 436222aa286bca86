package io.kikkake.server.runner;

import io.kikkake.engine.scenario.Names;
import io.kikkake.server.delivery.Outbox;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.scenario.Scenarios;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Scenarios that stopped before they reached too many, for a person to say what becomes of their messages. */
@RestController
class BrakeApi {

    record All(List<Stopped> brakes) {}

    /** @param reached people who had entered on that day when it stopped */
    record Stopped(String scenario, Names name, Instant since, long ceiling, long reached, long held) {}

    /** @param following of the same, which follow by themselves */
    record Released(int released, long following) {}

    record Dropped(int dropped) {}

    private final JdbcClient jdbc;
    private final DataSource database;
    private final Outbox outbox;
    private final Scenarios scenarios;
    private final Releases releases;
    private final Clock clock;

    BrakeApi(JdbcClient jdbc, DataSource database, Outbox outbox, Scenarios scenarios, Releases releases, Clock clock) {
        this.jdbc = jdbc;
        this.database = database;
        this.outbox = outbox;
        this.scenarios = scenarios;
        this.releases = releases;
        this.clock = clock;
    }

    @GetMapping("/api/brakes")
    All all() {
        Map<String, Long> held = outbox.held();
        return new All(jdbc.sql(
                        "select scenario, since, ceiling, reached from brake where agreed is null order by since")
                .query((row, number) -> new Stopped(
                        row.getString(1),
                        scenarios.name(row.getString(1)),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getLong(3),
                        row.getLong(4),
                        held.getOrDefault(row.getString(1), 0L)))
                .list());
    }

    /** What is held goes now, and the scenario is not stopped again today. */
    @PostMapping("/api/brakes/{scenario}/release")
    Released release(@PathVariable String scenario) {
        int released = inTransaction(transaction -> {
            agree(transaction, scenario);
            return releases.first(transaction, scenario);
        });
        outbox.wake();
        long following = outbox.held().getOrDefault(scenario, 0L);
        if (following > 0) {
            releases.wake();
        }
        return new Released(released, following);
    }

    /** What is held is withdrawn. The scenario stays stopped until it is released. */
    @PostMapping("/api/brakes/{scenario}/drop")
    Dropped drop(@PathVariable String scenario) {
        return new Dropped(inTransaction(transaction -> {
            lock(transaction, scenario);
            return outbox.drop(transaction, scenario, "dropped by an administrator", clock.instant());
        }));
    }

    private void agree(Connection transaction, String scenario) throws SQLException {
        lock(transaction, scenario);
        LocalDate today = LocalDate.ofInstant(
                clock.instant(), scenarios.current().project().zone());
        try (var update = transaction.prepareStatement("update brake set agreed = ? where scenario = ?")) {
            update.setObject(1, today);
            update.setString(2, scenario);
            update.executeUpdate();
        }
    }

    private static void lock(Connection transaction, String scenario) throws SQLException {
        try (var select =
                transaction.prepareStatement("select 1 from brake where scenario = ? and agreed is null for update")) {
            select.setString(1, scenario);
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new Problem(404, "Not stopped", "The scenario " + scenario + " is not stopped.");
                }
            }
        }
    }

    private interface Work {
        int on(Connection transaction) throws SQLException;
    }

    private int inTransaction(Work work) {
        try (Connection transaction = database.getConnection()) {
            transaction.setAutoCommit(false);
            try {
                int count = work.on(transaction);
                transaction.commit();
                return count;
            } catch (SQLException | RuntimeException e) {
                transaction.rollback();
                throw e;
            } finally {
                transaction.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The brake could not be changed: " + e.getMessage(), e);
        }
    }
}

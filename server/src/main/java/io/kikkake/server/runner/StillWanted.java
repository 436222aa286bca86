package io.kikkake.server.runner;

import io.kikkake.engine.Engine;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.server.customer.CustomerStore;
import io.kikkake.server.delivery.Wishes;
import io.kikkake.server.scenario.Scenarios;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Answers for a message that is about to leave, with the customer as they are now. Most steps demand nothing, and cost nothing. */
@Component
class StillWanted implements Wishes {

    private final DataSource dataSource;
    private final Scenarios scenarios;
    private final CustomerStore customers;
    private final Clock clock;

    StillWanted(DataSource dataSource, Scenarios scenarios, CustomerStore customers, Clock clock) {
        this.dataSource = dataSource;
        this.scenarios = scenarios;
        this.customers = customers;
        this.clock = clock;
    }

    @Override
    public boolean stillWanted(Wish wish) {
        if (!demandsSomething(wish)) {
            return true;
        }
        var now = clock.instant();
        var run = new Run(
                wish.run(),
                wish.scenario(),
                wish.version(),
                null,
                wish.entry(),
                now,
                wish.step(),
                1,
                null,
                now,
                wish.outputs());
        return Engine.stillWanted(scenarios.current(), state(wish.customer()), run, wish.step(), now);
    }

    private boolean demandsSomething(Wish wish) {
        return scenarios.version(wish.scenario(), wish.version()).stream()
                .flatMap(version -> version.scenario().steps().stream())
                .anyMatch(step ->
                        step.id().equals(wish.step()) && step instanceof Step.Send send && send.stillTrue() != null);
    }

    private CustomerState state(long customer) {
        try (Connection connection = dataSource.getConnection()) {
            long survivor = survivor(connection, customer);
            return Objects.requireNonNullElseGet(
                    new StateStore(connection, customers)
                            .load(List.of(survivor))
                            .states()
                            .get(survivor),
                    () -> CustomerState.unknown(survivor));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The state of customer " + customer + " could not be read: " + e.getMessage(), e);
        }
    }

    /** Who was merged away is somebody else by now. */
    private static long survivor(Connection connection, long customer) throws SQLException {
        try (var select = connection.prepareStatement("""
                with recursive moved (id, n) as (
                  select ?::bigint, 0
                  union all
                  select s.moved_to, n + 1 from moved join customer_state s on s.customer_id = moved.id
                  where s.moved_to is not null and n < 20)
                select id from moved order by n desc limit 1""")) {
            select.setLong(1, customer);
            try (var rows = select.executeQuery()) {
                return rows.next() ? rows.getLong(1) : customer;
            }
        }
    }
}

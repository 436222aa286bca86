package io.kikkake.server.runner;

import io.kikkake.engine.state.CustomerState;
import io.kikkake.server.customer.CustomerStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** What is known of a customer now, for questions beside the decisions. */
@Component
class CustomerStates {

    private final DataSource dataSource;
    private final CustomerStore customers;

    CustomerStates(DataSource dataSource, CustomerStore customers) {
        this.dataSource = dataSource;
        this.customers = customers;
    }

    /** Of whom the customer turned out to be; unknown where nothing was decided about them yet. */
    CustomerState of(long customer) {
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

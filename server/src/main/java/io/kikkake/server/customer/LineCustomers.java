package io.kikkake.server.customer;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which customers LINE knows. */
@Component
public class LineCustomers {

    /** @param userId the shop's, where the person linked the two */
    public record LineCustomer(long customer, Optional<String> userId) {}

    private final JdbcClient jdbc;

    LineCustomers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<LineCustomer> of(String lineUserId) {
        return jdbc.sql(
                        "select customer_id, (select u.value from customer_identity u where u.customer_id = i.customer_id"
                                + " and u.kind = 1 order by u.value limit 1) from customer_identity i where kind = 4 and value = ?")
                .params(lineUserId)
                .query((row, number) -> new LineCustomer(row.getLong(1), Optional.ofNullable(row.getString(2))))
                .optional();
    }

    /** How many people of the shop's are linked with LINE. */
    public long linked() {
        return jdbc.sql("select count(*) from customer_identity i where kind = 4 and exists"
                        + " (select from customer_identity u where u.customer_id = i.customer_id and u.kind = 1)")
                .query(Long.class)
                .single();
    }
}

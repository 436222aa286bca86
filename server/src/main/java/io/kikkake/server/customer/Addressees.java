package io.kikkake.server.customer;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whose an e-mail address is. */
@Component
public class Addressees {

    private final JdbcClient jdbc;

    Addressees(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Customers by address in lower case; addresses nobody is known by are absent. */
    public Map<String, Long> of(Collection<String> addresses) {
        var customers = new HashMap<String, Long>();
        jdbc.sql("select value, customer_id from customer_identity where kind = ? and value = any (?)")
                .params(
                        Identity.Kind.EMAIL.code(),
                        addresses.stream()
                                .map(address -> address.toLowerCase(Locale.ROOT))
                                .toArray(String[]::new))
                .query(row -> {
                    customers.put(row.getString(1), row.getLong(2));
                });
        return customers;
    }
}

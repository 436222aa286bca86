package io.kikkake.server.deed;

import io.kikkake.server.customer.Profile;
import io.kikkake.server.customer.Representatives;
import io.kikkake.server.customer.Representatives.Representative;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts on the owner's list what happened without any step asking for it. */
@Component
public class Reminders {

    /** Where it comes from. */
    public record Origin(String scenario, String run, String step) {}

    private final JdbcClient jdbc;
    private final Representatives representatives;

    Reminders(JdbcClient jdbc, Representatives representatives) {
        this.jdbc = jdbc;
        this.representatives = representatives;
    }

    /** Once under one id, and only where the customer has an owner. */
    public void remind(String id, Profile customer, String title, String note, Origin origin, Instant now) {
        Optional<Representative> owner = representatives.ownerOf(customer);
        owner.ifPresent(one -> jdbc.sql("insert into task (id, customer_id, owner, title, note, scenario, run, step,"
                        + " created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz) on conflict do nothing")
                .params(
                        id,
                        customer.id(),
                        one.email(),
                        title,
                        note,
                        origin.scenario(),
                        origin.run(),
                        origin.step(),
                        now.toString())
                .update());
    }
}

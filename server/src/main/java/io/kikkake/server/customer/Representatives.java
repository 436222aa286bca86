package io.kikkake.server.customer;

import io.kikkake.server.platform.Settings;
import io.kikkake.server.platform.WritingAgain;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people of the company in whose name mail goes out. They are few, and this process is the only writer: all are kept in memory. */
@Component
public class Representatives {

    /** @param standard who steps in where a customer has no owner */
    public record Representative(String email, String name, String title, String phone, boolean standard) {}

    private final JdbcClient jdbc;
    private volatile List<Representative> all;

    Representatives(JdbcClient jdbc, Settings settings) {
        this.jdbc = jdbc;
        this.all = read();
        settings.representatives()
                .forEach(one ->
                        save(new Representative(one.email(), one.name(), one.title(), one.phone(), one.standard())));
    }

    public List<Representative> all() {
        return all;
    }

    @EventListener(WritingAgain.class)
    synchronized void lookAgain() {
        all = read();
    }

    private List<Representative> read() {
        return jdbc.sql("select email, name, title, phone, standard from representative order by email")
                .query(Representative.class)
                .list();
    }

    /** The owner a customer's attribute {@code owner} names by e-mail address, else the standard representative. */
    public Optional<Representative> ownerOf(Profile profile) {
        List<Representative> now = all;
        String owner = profile.text("owner");
        return now.stream()
                .filter(one -> one.email().equalsIgnoreCase(owner))
                .findFirst()
                .or(() -> now.stream().filter(Representative::standard).findFirst());
    }

    public synchronized void save(Representative one) {
        jdbc.sql("insert into representative (email, name, title, phone, standard) values (?, ?, ?, ?, ?)"
                        + " on conflict (email) do update set name = excluded.name, title = excluded.title,"
                        + " phone = excluded.phone, standard = excluded.standard")
                .params(one.email(), one.name(), one.title(), one.phone(), one.standard())
                .update();
        all = read();
    }
}

package io.kikkake.server.delivery;

import java.sql.Date;
import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was taken of the days of warm-ups, in the database. */
@Component
class WarmUps implements Warming.Book {

    private final JdbcClient jdbc;

    WarmUps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int take(String domain, LocalDate day, int wanted, int amount) {
        int before = taken(domain, day);
        int granted = Math.min(wanted, amount - before);
        if (granted <= 0) {
            return 0;
        }
        // There is one writer (decision 0001), and one thread at a time for each domain.
        jdbc.sql("insert into warm_up (domain, day, n) values (?, ?, ?)"
                        + " on conflict (domain, day) do update set n = warm_up.n + excluded.n")
                .params(domain, Date.valueOf(day), granted)
                .update();
        return granted;
    }

    @Override
    public int taken(String domain, LocalDate day) {
        return jdbc.sql("select n from warm_up where domain = ? and day = ?")
                .params(domain, Date.valueOf(day))
                .query(Integer.class)
                .optional()
                .orElse(0);
    }
}

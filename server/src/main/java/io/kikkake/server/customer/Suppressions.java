package io.kikkake.server.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Addresses that get no mail. What comes of messages is written by the runner, from the event log; by hand and from files, here. */
@Component
public class Suppressions {

    /**
     * @param customer to whom it happened; null for one that was put there by hand
     * @param reason bounced, complained, manual, imported or soft
     * @param until when it is forgotten; null: never
     */
    public record Suppression(
            String address,
            String reason,
            @Nullable String customer,
            Instant since,
            String source,
            String detail,
            @Nullable Instant until) {}

    private static final String COLUMNS =
            "select address, reason, customer_id, since, source, detail, until" + " from suppression";

    private final JdbcClient jdbc;

    Suppressions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * In order of their addresses.
     *
     * @param after address and reason of the last one seen
     */
    public List<Suppression> list(
            @Nullable String search, @Nullable String reason, String afterAddress, String afterReason, int limit) {
        return jdbc.sql(
                        COLUMNS + " where (address, reason) > (:address, :after) and address like :search"
                                + " and (:reason::text is null or reason = :reason::text) order by address, reason limit :limit")
                .param("address", afterAddress)
                .param("after", afterReason)
                .param("search", like(search))
                .param("reason", reason)
                .param("limit", limit)
                .query(Suppressions::read)
                .list();
    }

    public long count(@Nullable String search, @Nullable String reason) {
        return jdbc.sql("select count(*) from suppression where address like :search"
                        + " and (:reason::text is null or reason = :reason::text)")
                .param("search", like(search))
                .param("reason", reason)
                .query(Long.class)
                .single();
    }

    public List<Suppression> of(String address) {
        return jdbc.sql(COLUMNS + " where address = ?")
                .params(address)
                .query(Suppressions::read)
                .list();
    }

    /** All, one after another, without holding them. */
    public void each(Consumer<Suppression> reader) {
        Optional<Suppression> last = Optional.empty();
        while (true) {
            List<Suppression> some = list(
                    null,
                    null,
                    last.map(Suppression::address).orElse(""),
                    last.map(Suppression::reason).orElse(""),
                    5_000);
            if (some.isEmpty()) {
                return;
            }
            some.forEach(reader);
            last = Optional.of(some.getLast());
        }
    }

    /** Those that are to be forgotten by now, some of them. */
    public List<Suppression> expired(Instant now, int limit) {
        return jdbc.sql(COLUMNS + " where until <= ?::timestamptz order by until limit ?")
                .params(now.toString(), limit)
                .query(Suppressions::read)
                .list();
    }

    /**
     * By hand or from a file. What is there already stays as it is.
     *
     * @param reason manual or imported
     * @return how many are new
     */
    public int add(List<String> addresses, String reason, String detail, @Nullable Instant until, Instant now) {
        return jdbc.sql("insert into suppression (address, reason, since, source, detail, until)"
                        + " select address, :reason, :now::timestamptz, :reason, :detail, :until::timestamptz"
                        + " from unnest(:addresses::text[]) as n (address)"
                        + " where not exists (select from suppression s where s.address = n.address)"
                        + " on conflict do nothing")
                .param("addresses", addresses.toArray(String[]::new))
                .param("reason", reason)
                .param("detail", detail)
                .param("now", now.toString())
                .param("until", until == null ? null : until.toString())
                .update();
    }

    /** @return whether there was one */
    public boolean remove(String address) {
        return jdbc.sql("delete from suppression where address = ?")
                        .params(address)
                        .update()
                > 0;
    }

    private static String like(@Nullable String search) {
        return search == null || search.isBlank()
                ? "%"
                : "%" + search.strip().toLowerCase(java.util.Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    private static Suppression read(ResultSet row, int number) throws SQLException {
        Timestamp until = row.getTimestamp("until");
        return new Suppression(
                row.getString("address"),
                row.getString("reason"),
                row.getString("customer_id"),
                row.getTimestamp("since").toInstant(),
                row.getString("source"),
                row.getString("detail"),
                until == null ? null : until.toInstant());
    }
}

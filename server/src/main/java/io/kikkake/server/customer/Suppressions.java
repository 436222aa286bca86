package io.kikkake.server.customer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    /** @param until when it is to be forgotten; null: never */
    public record Wish(
            String address, String detail, @Nullable Instant until) {}

    /** Those whose addresses are not on the list for so long yet, each address once. */
    public List<Wish> lacking(List<Wish> wishes) {
        var once = new LinkedHashMap<String, Wish>();
        wishes.forEach(wish -> once.putIfAbsent(wish.address(), wish));
        Set<String> held = new HashSet<>();
        jdbc.sql("select address, bool_or(until is null), max(until) from suppression where address = any (?)"
                        + " group by address")
                .params((Object) once.keySet().toArray(String[]::new))
                .query(row -> {
                    Timestamp until = row.getTimestamp(3);
                    Instant wanted =
                            Objects.requireNonNull(once.get(row.getString(1))).until();
                    if (row.getBoolean(2)
                            || wanted != null
                                    && until != null
                                    && !until.toInstant().isBefore(wanted)) {
                        held.add(row.getString(1));
                    }
                });
        return once.values().stream()
                .filter(wish -> !held.contains(wish.address()))
                .toList();
    }

    /**
     * By hand or from a file.
     *
     * @param wishes each address once
     * @param reason manual or imported
     */
    public void add(List<Wish> wishes, String reason, Instant now) {
        jdbc.sql("insert into suppression (address, reason, since, source, detail, until)"
                        + " select address, :reason, :now::timestamptz, :reason, detail, until"
                        + " from unnest(:addresses::text[], :details::text[], :untils::timestamptz[])"
                        + " as n (address, detail, until)"
                        + " on conflict (address, reason) do update set until = excluded.until, detail = excluded.detail"
                        + " where suppression.until is not null"
                        + " and (excluded.until is null or excluded.until > suppression.until)")
                .param("reason", reason)
                .param("now", now.toString())
                .param("addresses", wishes.stream().map(Wish::address).toArray(String[]::new))
                .param("details", wishes.stream().map(Wish::detail).toArray(String[]::new))
                .param(
                        "untils",
                        wishes.stream()
                                .map(wish -> wish.until() == null
                                        ? null
                                        : wish.until().toString())
                                .toArray(String[]::new))
                .update();
    }

    public void remove(String address) {
        jdbc.sql("delete from suppression where address = ?").params(address).update();
    }

    public void remove(String address, String reason) {
        jdbc.sql("delete from suppression where address = ? and reason = ?")
                .params(address, reason)
                .update();
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

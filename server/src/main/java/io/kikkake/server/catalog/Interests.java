package io.kikkake.server.catalog;

import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who asked for or looked at what, in order. Written in the transaction that decides the events that say so. */
@Component
public class Interests {

    private static final String REQUESTED = "Product Requested";
    private static final String VIEWED = "Product Viewed";
    private static final String CATEGORY = "Category Requested";

    /**
     * @param subject {@code product:ID} or {@code category:NAME}
     * @param asked whether they asked to be told; else they only looked
     */
    public record Interest(String subject, long customer, boolean asked, Instant at) {}

    private final JdbcClient jdbc;
    private volatile boolean used;

    Interests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The events that tell of interest; none while the catalog is empty, so that shops without one pay nothing for it. */
    public Set<String> events() {
        return used ? Set.of(REQUESTED, VIEWED, CATEGORY) : Set.of();
    }

    void use() {
        used = true;
    }

    /** Looks whether there is a catalog. */
    void look() {
        used = jdbc.sql("select exists (select from product) or exists (select from article)")
                .query(Boolean.class)
                .single();
    }

    /** What an event says; null where it says nothing. */
    public static @Nullable Interest of(String event, long customer, Value.ObjectOf properties, Instant at) {
        String field = event.equals(CATEGORY) ? "category" : "product_id";
        String id = switch (properties.at(field)) {
            case Value.Text(var text) -> text;
            case Value.Number(var number) -> number.toPlainString();
            case null, default -> "";
        };
        if (id.isBlank() || id.length() > 200) {
            return null;
        }
        String subject = (event.equals(CATEGORY) ? "category:" : "product:") + id;
        return new Interest(subject, customer, !event.equals(VIEWED), at);
    }

    /** Who asks again keeps their place; who asks after having looked takes the last one. */
    public void add(Connection transaction, List<Interest> interests) throws SQLException {
        if (interests.isEmpty()) {
            return;
        }
        var last = new LinkedHashMap<Map.Entry<String, Long>, Interest>();
        interests.forEach(interest ->
                last.merge(Map.entry(interest.subject(), interest.customer()), interest, (a, b) -> a.asked() ? a : b));
        var columns = new Columns<>(transaction, List.copyOf(last.values()));
        try (var upsert = transaction.prepareStatement("""
                insert into interest as i (subject, customer_id, asked, at)
                select * from unnest(?::text[], ?::bigint[], ?::bool[], ?::timestamptz[])
                on conflict (subject, customer_id) do update
                set asked = true, at = excluded.at, id = nextval(pg_get_serial_sequence('interest', 'id'))
                where excluded.asked and not i.asked""")) {
            upsert.setArray(1, columns.text(Interest::subject));
            upsert.setArray(2, columns.int8(Interest::customer));
            upsert.setArray(3, columns.bool(Interest::asked));
            upsert.setArray(4, columns.instant(Interest::at));
            upsert.executeUpdate();
        }
    }

    /** Two customers became one, who keeps the earlier place. */
    public void merge(Connection transaction, long from, long into) throws SQLException {
        if (!used) {
            return;
        }
        try (var move = transaction.prepareStatement("""
                with gone as (delete from interest where customer_id = ? returning *)
                insert into interest as i (id, subject, customer_id, asked, at) overriding system value
                select id, subject, ?, asked, at from gone
                on conflict (subject, customer_id) do update
                set id = case when i.asked and not excluded.asked then i.id else least(i.id, excluded.id) end,
                    asked = i.asked or excluded.asked""")) {
            move.setLong(1, from);
            move.setLong(2, into);
            move.executeUpdate();
        }
    }
}

package io.kikkake.server.customer;

import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads customers for people. */
@Component
public class CustomerList {

    /** Searches are counted up to here; there may be more. */
    public static final int MOST_COUNTED = 10_000;

    private static final long EXACT_BELOW = 1_000_000;

    public record Entry(
            long id,
            String label,
            @Nullable String email,
            @Nullable String userId,
            Instant createdAt) {}

    /** @param id of the customer as it is now, after merges */
    public record Reference(long id, String label) {}

    /** @param kind userId, anonymousId or email */
    public record Identity(String kind, String value) {}

    public record Consent(boolean granted, Instant since) {}

    /** @param earlier ids of customers merged into this one */
    public record Details(
            long id,
            String label,
            @Nullable String email,
            Value.ObjectOf attributes,
            List<Identity> identities,
            Map<String, Consent> consents,
            Instant createdAt,
            @Nullable Long mergedInto,
            List<Long> earlier) {}

    private static final String MATCHES = " and (id in (select customer_id from customer_identity"
            + " where kind in (1, 2, 3) and value in (:exact, lower(:exact)))"
            + " or attributes->>'email' ilike :like or attributes->>'name' ilike :like"
            + " or concat(attributes->>'lastName', ' ', attributes->>'firstName') ilike :like"
            + " or concat(attributes->>'lastName', attributes->>'firstName') ilike :like"
            + " or attributes->>'company' ilike :like)";

    private final JdbcClient jdbc;

    CustomerList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Newest first.
     *
     * @param text in name, company or e-mail address, or the whole of any id; empty: all
     * @param before only customers with a smaller id
     */
    public List<Entry> newest(String text, @Nullable Long before, int limit) {
        return search(
                        "select id, created_at, attributes::text as attributes, (select value from customer_identity where"
                                + " customer_id = customer.id and kind = 1 order by value limit 1) as user_id from customer where"
                                + " merged_into is null and id < :before" + (text.isBlank() ? "" : MATCHES)
                                + " order by id desc limit :limit",
                        text)
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("limit", limit)
                .query(CustomerList::entry)
                .list();
    }

    /** Exact for all customers up to a million, an estimate above; exact for a search up to {@link #MOST_COUNTED}. */
    public long count(String text) {
        if (!text.isBlank()) {
            return search(
                            "select count(*) from (select from customer where merged_into is null" + MATCHES + " limit "
                                    + MOST_COUNTED + ") found",
                            text)
                    .query(Long.class)
                    .single();
        }
        long estimate = jdbc.sql("select reltuples::bigint from pg_class where oid = 'customer'::regclass")
                .query(Long.class)
                .single();
        return estimate >= EXACT_BELOW
                ? estimate
                : jdbc.sql("select count(*) from customer where merged_into is null")
                        .query(Long.class)
                        .single();
    }

    /** What to call each of the customers; a merged one is called as the one it went into. Unknown ids are absent. */
    public Map<Long, Reference> references(Collection<Long> ids) {
        var references = new HashMap<Long, Reference>();
        jdbc.sql(
                        "select asked.id as asked, here.id, here.attributes::text as attributes from customer asked"
                                + " join customer here on here.id = coalesce(asked.merged_into, asked.id) where asked.id = any (?)")
                .param(ids.stream().distinct().toArray(Long[]::new))
                .query(row -> {
                    references.put(row.getLong("asked"), new Reference(row.getLong("id"), label(row)));
                });
        return references;
    }

    public Optional<Details> details(long id) {
        return jdbc.sql("select id, created_at, attributes::text as attributes, merged_into from customer where id = ?")
                .param(id)
                .query((row, number) -> details(row))
                .optional();
    }

    private Details details(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        long into = row.getLong("merged_into");
        Long mergedInto = row.wasNull() ? null : into;
        var profile = profile(row);
        return new Details(
                id,
                profile.label(),
                profile.email(),
                profile.attributes(),
                identities(id),
                consents(id),
                row.getTimestamp("created_at").toInstant(),
                mergedInto,
                earlier(id));
    }

    private List<Identity> identities(long id) {
        return jdbc.sql("select kind, value from customer_identity where customer_id = ? order by kind, value")
                .param(id)
                .query((row, number) -> new Identity(
                        switch (row.getInt("kind")) {
                            case 1 -> "userId";
                            case 2 -> "anonymousId";
                            case 4 -> "lineUserId";
                            default -> "email";
                        },
                        row.getString("value")))
                .list();
    }

    private Map<String, Consent> consents(long id) {
        var consents = new HashMap<String, Consent>();
        jdbc.sql("select topic, granted, since from consent where customer_id = ?")
                .param(id)
                .query(row -> {
                    consents.put(
                            row.getString("topic"),
                            new Consent(
                                    row.getBoolean("granted"),
                                    row.getTimestamp("since").toInstant()));
                });
        return consents;
    }

    private List<Long> earlier(long id) {
        return jdbc.sql("select id from customer where merged_into = ? order by id")
                .param(id)
                .query(Long.class)
                .list();
    }

    private JdbcClient.StatementSpec search(String sql, String text) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql);
        if (text.isBlank()) {
            return statement;
        }
        String stripped = text.strip();
        return statement
                .param("exact", stripped)
                .param("like", "%" + stripped.replaceAll("([\\\\%_])", "\\\\$1") + "%");
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        var profile = profile(row);
        return new Entry(
                profile.id(),
                profile.label(),
                profile.email(),
                row.getString("user_id"),
                row.getTimestamp("created_at").toInstant());
    }

    private static String label(ResultSet row) throws SQLException {
        return profile(row).label();
    }

    private static Profile profile(ResultSet row) throws SQLException {
        return new Profile(row.getLong("id"), Json.object(row.getString("attributes")), Map.of());
    }
}

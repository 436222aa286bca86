package io.kikkake.server.deed;

import io.kikkake.engine.Effect;
import io.kikkake.server.platform.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Coupon codes: pools of uploaded ones, and those of our own making. */
@Component
class Coupons {

    /** @param left not taken yet */
    record Pool(String pool, long codes, long left) {}

    private static final String OURS = "";

    private final JdbcClient jdbc;
    private final Clock clock;

    Coupons(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds codes; one the pool has already is left as it is. @return how many were new */
    int add(String pool, List<String> codes) {
        return jdbc.sql(
                        "insert into coupon (pool, code, added_at) select ?, code, ?::timestamptz from unnest(?) as c (code)"
                                + " on conflict do nothing")
                .params(pool, clock.instant().toString(), codes.toArray(String[]::new))
                .update();
    }

    Pool pool(String pool) {
        return jdbc.sql("select ? as pool, count(*) as codes, count(*) filter (where taken_by is null) as \"left\""
                        + " from coupon where pool = ?")
                .params(pool, pool)
                .query(Pool.class)
                .single();
    }

    List<Pool> pools() {
        return jdbc.sql("select pool, count(*) as codes, count(*) filter (where taken_by is null) as \"left\""
                        + " from coupon where pool <> '' group by pool order by pool")
                .query(Pool.class)
                .list();
    }

    Optional<String> take(Connection transaction, long customer, Effect.TakeCoupon coupon, Instant now)
            throws SQLException {
        // Another shard may be taking the code beside it just now: it is passed by, so that nobody waits.
        try (var update = transaction.prepareStatement("""
                with known as (select pool, code from coupon where taken_by = ?),
                next as (
                  select pool, code from coupon where pool = ? and taken_by is null and not exists (select from known)
                  order by added_at, code limit 1 for update skip locked),
                taken as (
                  update coupon c set taken_by = ?, customer_id = ?, taken_at = ?::timestamptz, expires_at = ?::timestamptz
                  from next where c.pool = next.pool and c.code = next.code
                  returning c.code)
                select code from taken union all select code from known""")) {
            update.setString(1, coupon.id());
            update.setString(2, coupon.pool());
            update.setString(3, coupon.id());
            update.setLong(4, customer);
            update.setString(5, now.toString());
            update.setString(
                    6, coupon.expires() == null ? null : coupon.expires().toString());
            try (var rows = update.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    private record Issued(Noted noted, Effect.IssueCoupon coupon) {}

    void issued(Connection transaction, List<Noted> deeds) throws SQLException {
        if (deeds.isEmpty()) {
            return;
        }
        List<Issued> issued = deeds.stream()
                .map(noted -> new Issued(noted, (Effect.IssueCoupon) noted.deed()))
                .toList();
        var columns = new Columns<>(transaction, issued);
        try (var insert = transaction.prepareStatement("""
                insert into coupon (pool, code, added_at, taken_by, customer_id, taken_at, expires_at)
                select ?, code, at, id, customer_id, at, expires_at
                from unnest(?::text[], ?::text[], ?::bigint[], ?::timestamptz[], ?::timestamptz[])
                  as n (id, code, customer_id, at, expires_at)
                on conflict do nothing""")) {
            insert.setString(1, OURS);
            insert.setArray(2, columns.text(one -> one.coupon().id()));
            insert.setArray(3, columns.text(one -> one.coupon().code()));
            insert.setArray(4, columns.int8(one -> one.noted().customer()));
            insert.setArray(5, columns.instant(one -> one.noted().at()));
            insert.setArray(6, columns.instant(one -> one.coupon().expires()));
            insert.executeUpdate();
        }
    }
}

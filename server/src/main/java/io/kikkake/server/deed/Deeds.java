package io.kikkake.server.deed;

import io.kikkake.engine.Effect;
import io.kikkake.engine.Effect.Deed;
import io.kikkake.engine.state.Run;
import io.kikkake.server.customer.Profile;
import io.kikkake.server.customer.Representatives;
import io.kikkake.server.customer.Representatives.Representative;
import io.kikkake.server.ingest.Recorder;
import io.kikkake.server.platform.Columns;
import io.kikkake.server.platform.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where decisions leave what steps want done besides sending. What is written counts when the caller's transaction commits;
 * written twice under one id it is there once.
 */
@Component
public class Deeds {

    /** The event with which a step starts another scenario: {@code scenario} says which. */
    private final Representatives representatives;

    private final Coupons coupons;
    private final DeedWorker worker;

    Deeds(Representatives representatives, Coupons coupons, DeedWorker worker) {
        this.representatives = representatives;
        this.coupons = coupons;
        this.worker = worker;
    }

    /** A code from the pool, now and for nobody else; empty where none is left. The same id gets the same code. */
    public Optional<String> take(Connection transaction, long customer, Effect.TakeCoupon coupon, Instant now)
            throws SQLException {
        return coupons.take(transaction, customer, coupon, now);
    }

    public void write(Connection transaction, List<Noted> deeds) throws SQLException {
        var written = new Sorted();
        deeds.forEach(written::add);
        coupons.issued(transaction, written.coupons);
        written.writePoints(transaction);
        written.writeTasks(transaction);
        written.writeCalls(transaction);
        written.writeEvents(transaction);
    }

    /** Says that a transaction which wrote something has committed. */
    public void wake() {
        worker.wake();
    }

    /** @param properties JSON */
    private record Emitted(String id, long customer, String name, String properties, Instant at) {}

    private record Of<T extends Deed>(T deed, Noted noted) {
        Run run() {
            return deed.run();
        }
    }

    private final class Sorted {

        private final List<Noted> coupons = new ArrayList<>();
        private final List<Of<Effect.GrantPoints>> points = new ArrayList<>();
        private final List<Of<Effect.CreateTask>> tasks = new ArrayList<>();
        private final List<Of<Effect.CallWebhook>> calls = new ArrayList<>();
        private final List<Emitted> events = new ArrayList<>();

        void add(Noted noted) {
            switch (noted.deed()) {
                case Effect.IssueCoupon ignored -> coupons.add(noted);
                case Effect.GrantPoints granted -> points.add(new Of<>(granted, noted));
                case Effect.CreateTask task -> tasks.add(new Of<>(task, noted));
                case Effect.CallWebhook call -> calls.add(new Of<>(call, noted));
                case Effect.EmitEvent event ->
                    events.add(new Emitted(
                            event.id(), noted.customer(), event.event(), Json.write(event.properties()), noted.at()));
                case Effect.StartScenario start -> {
                    String asked = Json.write(Map.of(
                            "id",
                            start.id(),
                            "scenario",
                            start.scenario(),
                            "properties",
                            Json.map(start.properties())));
                    events.add(new Emitted(start.id(), noted.customer(), Recorder.STARTED, asked, noted.at()));
                }
                default -> {
                    // what changes the customer or is counted belongs to the runner
                }
            }
        }

        private @Nullable String owner(Noted noted) {
            return representatives
                    .ownerOf(new Profile(noted.customer(), noted.attributes(), Map.of()))
                    .map(Representative::email)
                    .orElse(null);
        }

        void writePoints(Connection transaction) throws SQLException {
            if (points.isEmpty()) {
                return;
            }
            var columns = new Columns<>(transaction, points);
            try (var insert = transaction.prepareStatement("""
                    insert into point_entry (id, customer_id, points, reason, scenario, run, step, at)
                    select * from unnest(?::text[], ?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[],
                      ?::timestamptz[])
                    on conflict do nothing""")) {
                insert.setArray(1, columns.text(one -> one.deed().id()));
                insert.setArray(2, columns.int8(one -> one.noted().customer()));
                insert.setArray(3, columns.int4(one -> one.deed().points()));
                insert.setArray(4, columns.text(one -> one.deed().reason()));
                insert.setArray(5, columns.text(one -> one.run().scenario()));
                insert.setArray(6, columns.text(one -> one.run().id()));
                insert.setArray(7, columns.text(one -> one.run().step()));
                insert.setArray(8, columns.instant(one -> one.noted().at()));
                insert.executeUpdate();
            }
        }

        void writeTasks(Connection transaction) throws SQLException {
            if (tasks.isEmpty()) {
                return;
            }
            var columns = new Columns<>(transaction, tasks);
            try (var insert = transaction.prepareStatement("""
                    insert into task (id, customer_id, owner, title, note, due, scenario, run, step, created_at)
                    select * from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[],
                      ?::text[], ?::text[], ?::timestamptz[])
                    on conflict do nothing""")) {
                insert.setArray(1, columns.text(one -> one.deed().id()));
                insert.setArray(2, columns.int8(one -> one.noted().customer()));
                insert.setArray(3, columns.text(one -> owner(one.noted())));
                insert.setArray(4, columns.text(one -> one.deed().title()));
                insert.setArray(5, columns.text(one -> one.deed().note()));
                insert.setArray(6, columns.instant(one -> one.deed().due()));
                insert.setArray(7, columns.text(one -> one.run().scenario()));
                insert.setArray(8, columns.text(one -> one.run().id()));
                insert.setArray(9, columns.text(one -> one.run().step()));
                insert.setArray(10, columns.instant(one -> one.noted().at()));
                insert.executeUpdate();
            }
        }

        void writeCalls(Connection transaction) throws SQLException {
            if (calls.isEmpty()) {
                return;
            }
            var columns = new Columns<>(transaction, calls);
            try (var insert = transaction.prepareStatement("""
                    insert into webhook_call (id, customer_id, scenario, run, step, visit, url, body, due, until, created_at,
                                              updated_at)
                    select id, customer_id, scenario, run, step, visit, url, body, at, until, at, at
                    from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
                                ?::timestamptz[], ?::timestamptz[])
                      as n (id, customer_id, scenario, run, step, visit, url, body, until, at)
                    on conflict do nothing""")) {
                insert.setArray(1, columns.text(one -> one.deed().id()));
                insert.setArray(2, columns.int8(one -> one.noted().customer()));
                insert.setArray(3, columns.text(one -> one.run().scenario()));
                insert.setArray(4, columns.text(one -> one.run().id()));
                insert.setArray(5, columns.text(one -> one.run().step()));
                insert.setArray(6, columns.int4(one -> one.run().visit()));
                insert.setArray(7, columns.text(one -> one.deed().url()));
                insert.setArray(8, columns.text(one -> Json.write(one.deed().body())));
                insert.setArray(9, columns.instant(one -> one.deed().until()));
                insert.setArray(10, columns.instant(one -> one.noted().at()));
                insert.executeUpdate();
            }
        }

        void writeEvents(Connection transaction) throws SQLException {
            if (events.isEmpty()) {
                return;
            }
            var columns = new Columns<>(transaction, events);
            try (var insert = transaction.prepareStatement("""
                    insert into emitted (id, customer_id, name, properties, at)
                    select * from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[])
                    on conflict do nothing""")) {
                insert.setArray(1, columns.text(Emitted::id));
                insert.setArray(2, columns.int8(Emitted::customer));
                insert.setArray(3, columns.text(Emitted::name));
                insert.setArray(4, columns.text(Emitted::properties));
                insert.setArray(5, columns.instant(Emitted::at));
                insert.executeUpdate();
            }
        }
    }
}

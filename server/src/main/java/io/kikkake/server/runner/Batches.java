package io.kikkake.server.runner;

import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Work on many customers of a shard: the next piece of it, and how far it has come. */
final class Batches {

    enum Kind {
        /** A scenario was published whose trigger takes note of how customers stand. */
        PUBLISHED,
        /** A scenario's schedule has come to a moment. */
        SCHEDULED,
        /** Runs go over to a new version. */
        MOVED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * @param occasion of a schedule the moment it came to
     * @param steps of a move: by old step the new
     * @param after the last customer that was done
     */
    record Batch(
            long id,
            String scenario,
            int version,
            Kind kind,
            Instant occasion,
            Map<String, String> steps,
            long after) {}

    private static final String SELECT = "select id, scenario, version, kind, occasion, steps::text, after from batch";

    private final Connection transaction;
    private final int shard;

    Batches(Connection transaction, int shard) {
        this.transaction = transaction;
        this.shard = shard;
    }

    /** The oldest that is not at its end. */
    Optional<Batch> next() throws SQLException {
        try (var select =
                transaction.prepareStatement(SELECT + " where shard = ? and ended_at is null order by id limit 1")) {
            select.setInt(1, shard);
            return first(select);
        }
    }

    /** The first that moves runs to the version, at its end or not. */
    Optional<Batch> move(String scenario, int version) throws SQLException {
        try (var select = transaction.prepareStatement(
                SELECT + " where scenario = ? and version = ? and kind = ? and shard = ? order by id limit 1")) {
            select.setString(1, scenario);
            select.setInt(2, version);
            select.setString(3, Kind.MOVED.word());
            select.setInt(4, shard);
            return first(select);
        }
    }

    private static Optional<Batch> first(PreparedStatement select) throws SQLException {
        try (var rows = select.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            return Optional.of(new Batch(
                    rows.getLong(1),
                    rows.getString(2),
                    rows.getInt(3),
                    Kind.valueOf(rows.getString(4).toUpperCase(java.util.Locale.ROOT)),
                    rows.getObject(5, OffsetDateTime.class).toInstant(),
                    steps(Json.object(rows.getString(6))),
                    rows.getLong(7)));
        }
    }

    private static Map<String, String> steps(Value.ObjectOf json) {
        var steps = new HashMap<String, String>();
        json.fields().forEach((from, to) -> {
            if (to instanceof Value.Text(var step)) {
                steps.put(from, step);
            }
        });
        return steps;
    }

    void advance(Batch batch, long after, int done) throws SQLException {
        try (var update = transaction.prepareStatement(
                "update batch set after = ?, done = done + ? where id = ? and after = ?")) {
            update.setLong(1, after);
            update.setInt(2, done);
            update.setLong(3, batch.id());
            update.setLong(4, batch.after());
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("Batch " + batch.id() + " was moved by somebody else");
            }
        }
    }

    void end(Batch batch, Instant at) throws SQLException {
        try (var update = transaction.prepareStatement("update batch set ended_at = ? where id = ?")) {
            update.setObject(1, at.atOffset(ZoneOffset.UTC));
            update.setLong(2, batch.id());
            update.executeUpdate();
        }
    }
}

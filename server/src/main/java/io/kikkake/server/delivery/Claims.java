package io.kikkake.server.delivery;

import io.kikkake.server.platform.Columns;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The pump's side of the outbox: what has ended is recorded and what is next is claimed, in one transaction. */
@Component
class Claims {

    private static final String END = """
            with held as (select id from outbox where id = any (?) order by id for update),
            gone as (
              delete from outbox o
              using held, unnest(?::text[], ?::smallint[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[],
                                 ?::text[], ?::smallint[], ?::text[], ?::text[])
                          as r (id, status, error, address, subject, at, reference, server, code, enhanced, words)
              where o.id = held.id and r.id = o.id and o.status = 1
              returning o.id, o.customer_id, o.scenario, o.version, o.run, o.step, o.message, o.topic, o.entry, r.status,
                        o.attempts, coalesce(r.address, o.address) as address, coalesce(r.subject, o.subject) as subject, r.error,
                        o.created_at, r.at, o.channel, r.reference, case when r.status = 4 then o.outputs end,
                        case when r.status = 2 then r.at end, r.server, r.code, r.enhanced, r.words),
            kept as (
              insert into outcome (id, customer_id, scenario, version, run, step, message, topic, entry, status, attempts, address,
                                   subject, error, created_at, updated_at, channel, reference, outputs, answered_at, server, code,
                                   enhanced, words)
              select * from gone returning scenario, step, status)
            insert into delivery_count (scenario, step, status, n)
            select scenario, step, status, count(*) from kept group by 1, 2, 3
            on conflict (scenario, step, status) do update set n = delivery_count.n + excluded.n""";

    private static final String PUT_BACK = """
            with held as (select id from outbox where id = any (?) order by id for update)
            update outbox o
            set status = 0, due = coalesce(r.due, o.due), attempts = o.attempts - r.uncounted, updated_at = r.at,
                error = case when o.wanted then r.error else o.error end,
                address = coalesce(r.address, o.address), subject = coalesce(r.subject, o.subject),
                slot = coalesce(r.slot, case when r.uncounted = 1 then o.slot end), tried_at = coalesce(o.tried_at, case when r.uncounted = 0 then r.at end),
                channel = case when r.elsewhere = 1 then o.others[1] else o.channel end,
                others = case when r.elsewhere = 1 then o.others[2:] else o.others end
            from held, unnest(?::text[], ?::timestamptz[], ?::smallint[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
                              ?::smallint[], ?::timestamptz[])
                       as r (id, due, uncounted, error, address, subject, at, elsewhere, slot)
            where o.id = held.id and r.id = o.id and o.status = 1""";

    /** What was put back although its run gave it up meanwhile. */
    private static final String UNWANTED =
            "with gone as (delete from outbox where id = any (?) and not wanted and status = 0 returning *)"
                    + OutboxTable.WITHDRAWN;

    static final String CLAIM = """
            with next as (
              select id from outbox where status = 0 and channel = ? and priority = ? and due <= ?::timestamptz
              order by due limit ? for update skip locked)
            update outbox o set status = 1, attempts = attempts + 1, updated_at = ?::timestamptz
            from next where o.id = next.id
            returning o.id, o.customer_id, o.scenario, o.version, o.step, o.message, o.topic, o.entry::text, o.attempts,
                      o.created_at, o.run, o.outputs::text, o.channel, array_to_string(o.others, ','), o.priority,
                      o.slot is not null, o.tried_at""";

    private static final String UNFINISHED = """
            select id, customer_id, scenario, version, step, message, topic, entry::text, attempts, created_at, run,
                   outputs::text, channel, array_to_string(others, ','), priority, slot is not null, tried_at
            from outbox where status = 1 and channel = ?""";

    private static final int LONGEST = 2000;

    private final DataSource database;

    Claims(DataSource database) {
        this.database = database;
    }

    /**
     * @param channel whose messages
     * @param room claim at most so many
     * @return claimed, durable as such before this returns, the most urgent first
     */
    List<Claim> exchange(String channel, List<Attempt> ended, Room room, Instant now) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                record(connection, ended);
                List<Claim> claimed = claim(connection, channel, room, now);
                connection.commit();
                return claimed;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /**
     * How many messages may be claimed.
     *
     * @param newsletters how many of them may be newsletters
     */
    record Room(int messages, int newsletters) {
        static Room of(int messages) {
            return new Room(messages, messages);
        }
    }

    /** Messages that were in somebody's hands when the process before this one ended. */
    List<Claim> unfinished(String channel) throws SQLException {
        try (Connection connection = database.getConnection();
                var query = connection.prepareStatement(UNFINISHED)) {
            query.setString(1, channel);
            try (ResultSet rows = query.executeQuery()) {
                return read(rows);
            }
        }
    }

    private static void record(Connection connection, List<Attempt> attempts) throws SQLException {
        Ledger.write(connection, attempts);
        RefusedMails.write(connection, attempts);
        List<Attempt> back = attempts.stream()
                .filter(one -> one.outcome().status() == Status.QUEUED)
                .toList();
        List<Attempt> ended = attempts.stream()
                .filter(one -> one.outcome().status() != Status.QUEUED)
                .toList();
        if (!ended.isEmpty()) {
            end(connection, ended);
        }
        if (!back.isEmpty()) {
            putBack(connection, back);
        }
    }

    private static void end(Connection connection, List<Attempt> ended) throws SQLException {
        var columns = new Columns<>(connection, ended);
        try (var statement = connection.prepareStatement(END)) {
            Array ids = columns.text(one -> one.claim().id());
            statement.setArray(1, ids);
            statement.setArray(2, ids);
            statement.setArray(
                    3, columns.int4(one -> (int) one.outcome().status().code()));
            statement.setArray(4, columns.text(one -> clean(one.outcome().error())));
            statement.setArray(5, columns.text(Attempt::address));
            statement.setArray(6, columns.text(one -> clean(one.subject())));
            statement.setArray(7, columns.instant(Attempt::at));
            statement.setArray(8, columns.text(one -> clean(one.reference())));
            Ledger.answer(statement, 9, columns);
            statement.executeUpdate();
        }
    }

    private static void putBack(Connection connection, List<Attempt> back) throws SQLException {
        var columns = new Columns<>(connection, back);
        Array ids = columns.text(one -> one.claim().id());
        try (var statement = connection.prepareStatement(PUT_BACK)) {
            statement.setArray(1, ids);
            statement.setArray(2, ids);
            statement.setArray(3, columns.instant(Claims::due));
            statement.setArray(4, columns.int4(one -> isUncounted(one.outcome()) ? 1 : 0));
            statement.setArray(5, columns.text(one -> clean(one.outcome().error())));
            statement.setArray(6, columns.text(Attempt::address));
            statement.setArray(7, columns.text(one -> clean(one.subject())));
            statement.setArray(8, columns.instant(Attempt::at));
            statement.setArray(9, columns.int4(one -> one.outcome() instanceof Outcome.Elsewhere ? 1 : 0));
            statement.setArray(
                    10, columns.instant(one -> one.outcome() instanceof Outcome.Postponed(var due) ? due : null));
            statement.executeUpdate();
        }
        try (var statement = connection.prepareStatement(UNWANTED)) {
            statement.setArray(1, ids);
            statement.executeUpdate();
        }
    }

    /** What a server says may be anything; PostgreSQL's text knows no NUL. */
    static @Nullable String clean(@Nullable String text) {
        return text == null
                ? null
                : text.substring(0, Math.min(text.length(), LONGEST)).replace('\0', ' ');
    }

    private static @Nullable Instant due(Attempt one) {
        return switch (one.outcome()) {
            case Outcome.Retry(var error, var due) -> due;
            case Outcome.Postponed(var due) -> due;
            default -> null;
        };
    }

    private static boolean isUncounted(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned returned -> true;
            case Outcome.Postponed postponed -> true;
            case Outcome.Elsewhere elsewhere -> true;
            default -> false;
        };
    }

    /** Each urgency by itself, so that the index leads straight to what is due, however much of another waits. */
    private static List<Claim> claim(Connection connection, String channel, Room room, Instant now)
            throws SQLException {
        var claimed = new ArrayList<Claim>();
        for (int urgency = 0; urgency <= Queued.NEWSLETTER && claimed.size() < room.messages(); urgency++) {
            int left = room.messages() - claimed.size();
            int most = urgency == Queued.NEWSLETTER ? Math.min(left, room.newsletters()) : left;
            if (most > 0) {
                claimed.addAll(claim(connection, channel, urgency, most, now));
            }
        }
        return claimed;
    }

    private static List<Claim> claim(Connection connection, String channel, int urgency, int most, Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, channel);
            statement.setInt(2, urgency);
            statement.setString(3, now.toString());
            statement.setInt(4, most);
            statement.setString(5, now.toString());
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows);
            }
        }
    }

    private static List<Claim> read(ResultSet rows) throws SQLException {
        var claims = new ArrayList<Claim>();
        while (rows.next()) {
            claims.add(new Claim(
                    rows.getString(1),
                    rows.getLong(2),
                    rows.getString(3),
                    rows.getInt(4),
                    rows.getString(5),
                    rows.getString(6),
                    rows.getString(7),
                    rows.getString(8),
                    rows.getInt(9),
                    rows.getTimestamp(10).toInstant(),
                    rows.getString(11),
                    rows.getString(12),
                    rows.getString(13),
                    rows.getString(14).isEmpty()
                            ? List.of()
                            : List.of(rows.getString(14).split(",")),
                    rows.getInt(15),
                    rows.getBoolean(16),
                    rows.getTimestamp(17) == null ? null : rows.getTimestamp(17).toInstant()));
        }
        return claims;
    }
}

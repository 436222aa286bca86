package io.kikkake.server.delivery;

import static io.kikkake.server.delivery.OutboxTable.column;

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

    private static final String RECORD = """
            with held as (select id from outbox where id = any (?) order by id for update),
            done as (
              update outbox o
              set status = case when r.status = 0 and not o.wanted then 5 else r.status end,
                  error = case when r.status = 0 and not o.wanted then o.error else r.error end,
                  due = coalesce(r.due, o.due), attempts = o.attempts - r.uncounted,
                  address = coalesce(r.address, o.address), subject = coalesce(r.subject, o.subject), updated_at = r.at
              from held, unnest(?::text[], ?::smallint[], ?::text[], ?::timestamptz[], ?::smallint[], ?::text[], ?::text[],
                                ?::timestamptz[]) as r (id, status, error, due, uncounted, address, subject, at)
              where o.id = held.id and r.id = o.id and o.status = 1
              returning o.scenario, o.step, o.status)
            insert into delivery_count (scenario, step, status, n)
            select scenario, step, status, count(*) from done where status in (2, 3, 4, 6) group by 1, 2, 3
            on conflict (scenario, step, status) do update set n = delivery_count.n + excluded.n""";

    private static final String CLAIM = """
            with next as (
              select id from outbox where status = 0 and due <= ?::timestamptz
              order by priority, due limit ? for update skip locked)
            update outbox o set status = 1, attempts = attempts + 1, updated_at = ?::timestamptz
            from next where o.id = next.id
            returning o.id, o.customer_id, o.scenario, o.version, o.step, o.message, o.topic, o.entry::text, o.attempts,
                      o.created_at, o.priority, o.due""";

    private static final String UNFINISHED = """
            select id, customer_id, scenario, version, step, message, topic, entry::text, attempts, created_at
            from outbox where status = 1""";

    private final DataSource database;

    Claims(DataSource database) {
        this.database = database;
    }

    /**
     * @param room claim at most so many
     * @return claimed, durable as such before this returns
     */
    List<Claim> exchange(List<Attempt> ended, int room, Instant now) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (!ended.isEmpty()) {
                    write(connection, ended);
                }
                List<Claim> claimed = room > 0 ? claim(connection, room, now) : List.of();
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

    /** Messages that were in somebody's hands when the process before this one ended. */
    List<Claim> unfinished() throws SQLException {
        try (Connection connection = database.getConnection();
                var query = connection.prepareStatement(UNFINISHED);
                ResultSet rows = query.executeQuery()) {
            return read(rows);
        }
    }

    private static void write(Connection connection, List<Attempt> ended) throws SQLException {
        try (var statement = connection.prepareStatement(RECORD)) {
            var ids = column(connection, "text", ended, one -> one.claim().id());
            int i = 1;
            statement.setArray(i++, ids);
            statement.setArray(i++, ids);
            statement.setArray(
                    i++,
                    column(
                            connection,
                            "smallint",
                            ended,
                            one -> one.outcome().status().code()));
            statement.setArray(
                    i++, column(connection, "text", ended, one -> one.outcome().error()));
            statement.setArray(i++, column(connection, "timestamptz", ended, Claims::due));
            statement.setArray(
                    i++,
                    column(connection, "smallint", ended, one -> one.outcome() instanceof Outcome.Returned ? 1 : 0));
            statement.setArray(i++, column(connection, "text", ended, Attempt::address));
            statement.setArray(i++, column(connection, "text", ended, Attempt::subject));
            statement.setArray(
                    i, column(connection, "timestamptz", ended, one -> one.at().toString()));
            statement.executeUpdate();
        }
    }

    private static @Nullable String due(Attempt one) {
        return one.outcome() instanceof Outcome.Retry(var error, var due) ? due.toString() : null;
    }

    private static List<Claim> claim(Connection connection, int room, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(CLAIM)) {
            statement.setString(1, now.toString());
            statement.setInt(2, room);
            statement.setString(3, now.toString());
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
                    rows.getTimestamp(10).toInstant()));
        }
        return claims;
    }
}

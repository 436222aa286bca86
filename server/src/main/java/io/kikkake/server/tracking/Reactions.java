package io.kikkake.server.tracking;

import io.kikkake.server.platform.Columns;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Opens and clicks as they are kept, and how many people they come from. */
@Component
public class Reactions {

    private static final String STORE = """
            with fresh as (
              insert into reaction (id, send, customer_id, scenario, step, message, kind, at, link, machine, proxy)
              select distinct on (id) * from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                  ?::smallint[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
                as given (id, send, customer_id, scenario, step, message, kind, at, link, machine, proxy)
              order by id, at
              on conflict (id) do nothing returning scenario, step, kind, customer_id, machine),
            people as (
              insert into reacted (scenario, step, kind, customer_id)
              select distinct scenario, step, kind, customer_id from fresh where machine is null
              on conflict do nothing returning scenario, step, kind)
            insert into reaction_count (scenario, step, kind, people)
            select scenario, step, kind, count(*) from people group by 1, 2, 3
            on conflict (scenario, step, kind) do update set people = reaction_count.people + excluded.people""";

    /** How many people opened and clicked what a step sent. */
    public record People(long opened, long clicked) {
        public static final People NONE = new People(0, 0);
    }

    /**
     * @param what {@code opened} or {@code clicked}
     * @param machine why it was no person; null if it was one
     */
    record Entry(
            String what,
            Instant at,
            @Nullable String link,
            @Nullable String machine,
            @Nullable String proxy) {}

    private final DataSource database;
    private final JdbcClient jdbc;

    Reactions(DataSource database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    /** Once, however often it is done. */
    void store(List<Found> found) throws SQLException {
        if (found.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                var insert = connection.prepareStatement(STORE)) {
            var columns = new Columns<>(connection, found);
            int i = 1;
            for (Array column : List.of(
                    columns.text(Found::id),
                    columns.text(one -> one.sending().id()),
                    columns.int8(one -> one.sending().customer()),
                    columns.text(one -> one.sending().scenario()),
                    columns.text(one -> one.sending().step()),
                    columns.text(one -> one.sending().message()),
                    columns.int4(Found::kind),
                    columns.instant(Found::at),
                    columns.text(Found::link),
                    columns.text(Found::machine),
                    columns.text(Found::proxy))) {
                insert.setArray(i++, column);
            }
            insert.executeUpdate();
        }
    }

    /** Which of the messages a person has opened. */
    Set<String> opened(Collection<String> sends) {
        return new HashSet<>(
                jdbc.sql("select distinct send from reaction where send = any (?) and kind = 1 and machine is null")
                        .param(sends.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }

    /** Oldest first. */
    List<Entry> of(String send) {
        return jdbc.sql("select kind, at, link, machine, proxy from reaction where send = ? order by at, id")
                .param(send)
                .query((row, number) -> new Entry(
                        row.getInt("kind") == 1 ? "opened" : "clicked",
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("link"),
                        row.getString("machine"),
                        row.getString("proxy")))
                .list();
    }

    /** By step; one nobody reacted to is absent. */
    public Map<String, People> people(String scenario) {
        var people = new HashMap<String, People>();
        jdbc.sql("select step, coalesce(sum(people) filter (where kind = 1), 0),"
                        + " coalesce(sum(people) filter (where kind = 2), 0)"
                        + " from reaction_count where scenario = ? group by step")
                .param(scenario)
                .query(row -> {
                    people.put(row.getString(1), new People(row.getLong(2), row.getLong(3)));
                });
        return people;
    }
}

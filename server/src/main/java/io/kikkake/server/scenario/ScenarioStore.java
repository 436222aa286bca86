package io.kikkake.server.scenario;

import io.kikkake.engine.scenario.DefinitionInvalid;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.ScenarioReader;
import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Scenario versions in the database. */
@Component
class ScenarioStore {

    private static final Logger log = LoggerFactory.getLogger(ScenarioStore.class);

    /** @param version the newest */
    record Head(int version, boolean active, String source, Value.ObjectOf definition) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    ScenarioStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Head> head(String id) {
        return jdbc.sql("select s.version, s.status, v.source, v.definition::text as definition from scenario s"
                        + " join scenario_version v on v.scenario = s.id and v.version = s.version where s.id = ?")
                .param(id)
                .query((row, number) -> new Head(
                        row.getInt("version"),
                        row.getString("status").equals("active"),
                        row.getString("source"),
                        Json.object(row.getString("definition"))))
                .optional();
    }

    void add(String id, int version, String source, Value.ObjectOf definition) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("insert into scenario (id, version, status, created_at) values (?, ?, 'active', ?)"
                        + " on conflict (id) do update set version = excluded.version, status = excluded.status")
                .params(id, version, now)
                .update();
        jdbc.sql("insert into scenario_version (scenario, version, source, definition, published_at)"
                        + " values (?, ?, ?, ?::jsonb, ?)")
                .params(id, version, source, Json.write(definition), now)
                .update();
    }

    /** Says the same in other words, such as with other comments. */
    void reword(String id, int version, String source) {
        jdbc.sql("update scenario_version set source = ? where scenario = ? and version = ?")
                .params(source, id, version)
                .update();
    }

    boolean archive(String id) {
        return jdbc.sql("update scenario set status = 'archived' where id = ?")
                        .param(id)
                        .update()
                > 0;
    }

    /** All versions of all scenarios, oldest first. One that this release cannot read any more is left out. */
    List<ScenarioVersion> versions() {
        return jdbc
                .sql("select v.scenario, v.version, v.version = s.version as newest, s.status, v.source,"
                        + " v.definition::text as definition, v.published_at from scenario_version v"
                        + " join scenario s on s.id = v.scenario order by v.scenario, v.version")
                .query((row, number) -> read(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<ScenarioVersion> read(ResultSet row) throws SQLException {
        Value.ObjectOf definition = Json.object(row.getString("definition"));
        try {
            Scenario scenario = ScenarioReader.read(definition);
            return Optional.of(new ScenarioVersion(
                    scenario,
                    row.getInt("version"),
                    row.getBoolean("newest"),
                    row.getString("status").equals("active"),
                    row.getString("source"),
                    definition,
                    row.getObject("published_at", OffsetDateTime.class).toInstant()));
        } catch (DefinitionInvalid e) {
            log.error(
                    "Version {} of scenario {} cannot be read by this release and is left out: {}",
                    row.getInt("version"),
                    row.getString("scenario"),
                    e.getMessage());
            return Optional.empty();
        }
    }

    /** By scenario and split, the arm that has won. */
    Map<String, Map<String, String>> winners() {
        var winners = new HashMap<String, Map<String, String>>();
        jdbc.sql("select scenario, step, arm from split_winner").query(row -> {
            winners.computeIfAbsent(row.getString(1), scenario -> new HashMap<>())
                    .put(row.getString(2), row.getString(3));
        });
        return winners;
    }

    /** @return false where there was a winner already */
    boolean addWinner(String scenario, String split, String arm, Instant at) {
        return jdbc.sql("insert into split_winner (scenario, step, arm, at) values (?, ?, ?, ?::timestamptz)"
                                + " on conflict do nothing")
                        .params(scenario, split, arm, at.toString())
                        .update()
                == 1;
    }
}

package io.kikkake.server.scenario;

import io.kikkake.engine.scenario.DefinitionInvalid;
import io.kikkake.engine.scenario.GuardRules;
import io.kikkake.engine.scenario.RulesReader;
import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Json;
import java.time.Clock;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The project's rules in the database. */
@Component
class RulesStore {

    private static final Logger log = LoggerFactory.getLogger(RulesStore.class);

    /** @param version 0 while none were written */
    record Written(int version, String source, Value.ObjectOf definition) {
        static final Written NOTHING = new Written(0, "", Value.ObjectOf.EMPTY);
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    RulesStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Written newest() {
        return jdbc.sql("select version, source, definition::text from rules order by version desc limit 1")
                .query((row, number) -> new Written(row.getInt(1), row.getString(2), Json.object(row.getString(3))))
                .optional()
                .orElse(Written.NOTHING);
    }

    /** Rules that this release cannot read any more would let everything pass: then nothing may start. */
    GuardRules current() {
        Written written = newest();
        try {
            return RulesReader.read(written.definition());
        } catch (DefinitionInvalid e) {
            log.error("Version {} of the project's rules cannot be read by this release", written.version());
            throw e;
        }
    }

    void add(int version, String source, Value.ObjectOf definition) {
        jdbc.sql("insert into rules (version, source, definition, published_at) values (?, ?, ?::jsonb, ?)")
                .params(version, source, Json.write(definition), clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}

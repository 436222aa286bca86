package io.kikkake.server.scenario;

import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.value.Value;
import java.time.Clock;
import java.util.Collection;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Publishes documents without compiling their messages, which takes most of the time and decides nothing. */
public final class SimulatedPublishing {

    private final ScenarioStore store;
    private final RulesStore rules;
    private final Scenarios scenarios;

    public SimulatedPublishing(JdbcClient jdbc, Clock clock, Scenarios scenarios) {
        this.store = new ScenarioStore(jdbc, clock);
        this.rules = new RulesStore(jdbc, clock);
        this.scenarios = scenarios;
    }

    /** To be said before anything asks for {@link Topics}. */
    public static void topics(JdbcClient jdbc, Collection<Topic> topics) {
        jdbc.sql("delete from topic").update();
        for (Topic topic : topics) {
            jdbc.sql("insert into topic (id, name_ja, name_en, kind, consent) values (?, ?, ?, ?, ?)")
                    .params(topic.id(), topic.id(), topic.id(), word(topic.kind()), word(topic.consent()))
                    .update();
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public void rules(String source, Value definition) {
        rules.add(1, source, (Value.ObjectOf) definition);
    }

    public void publish(String id, int version, String source, Value definition) {
        store.add(id, version, source, (Value.ObjectOf) definition);
        scenarios.reload();
    }

    public void archive(String id) {
        store.archive(id);
        scenarios.reload();
    }

    /** As a process does that has just started. */
    public void readAgain() {
        scenarios.reload();
    }
}

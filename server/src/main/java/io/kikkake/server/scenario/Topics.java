package io.kikkake.server.scenario;

import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.scenario.Topic;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What customers consent to. Answers from memory. */
@Component
public class Topics {

    public record Named(Topic topic, Names name) {
        public String id() {
            return topic.id();
        }
    }

    private final List<Named> all;
    private final Map<String, Named> byId;

    Topics(JdbcClient jdbc) {
        all = jdbc.sql("select id, name_ja, name_en, kind, consent from topic order by id")
                .query((row, number) -> new Named(
                        new Topic(
                                row.getString("id"),
                                Topic.Kind.valueOf(constant(row.getString("kind"))),
                                Topic.Consent.valueOf(constant(row.getString("consent")))),
                        new Names(row.getString("name_ja"), row.getString("name_en"))))
                .list();
        byId = all.stream().collect(Collectors.toUnmodifiableMap(Named::id, Function.identity()));
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    public List<Named> all() {
        return all;
    }

    public Optional<Named> named(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Map<String, Topic> byId() {
        return byId.values().stream().collect(Collectors.toMap(Named::id, Named::topic));
    }
}

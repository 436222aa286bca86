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

    /** @param offered whether customers see it on their preference page */
    public record Named(Topic topic, Names name, boolean offered) {
        public String id() {
            return topic.id();
        }
    }

    private final JdbcClient jdbc;
    private volatile List<Named> all;
    private volatile Map<String, Named> byId;

    Topics(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.all = read();
        this.byId = byId(all);
    }

    private static Map<String, Named> byId(List<Named> all) {
        return all.stream().collect(Collectors.toUnmodifiableMap(Named::id, Function.identity()));
    }

    private List<Named> read() {
        return jdbc.sql("select id, name_ja, name_en, kind, consent, double_opt_in, offered from topic order by id")
                .query((row, number) -> new Named(
                        new Topic(
                                row.getString("id"),
                                Topic.Kind.valueOf(constant(row.getString("kind"))),
                                Topic.Consent.valueOf(constant(row.getString("consent"))),
                                row.getBoolean("double_opt_in")),
                        new Names(row.getString("name_ja"), row.getString("name_en")),
                        row.getBoolean("offered")))
                .list();
    }

    /** Makes the topic or puts it in the place of the one of the same id. */
    synchronized void save(Named named) {
        Topic topic = named.topic();
        jdbc.sql("insert into topic (id, name_ja, name_en, kind, consent, double_opt_in, offered)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set name_ja = excluded.name_ja,"
                        + " name_en = excluded.name_en, kind = excluded.kind, consent = excluded.consent,"
                        + " double_opt_in = excluded.double_opt_in, offered = excluded.offered")
                .params(
                        topic.id(),
                        named.name().ja(),
                        named.name().en(),
                        word(topic.kind()),
                        word(topic.consent()),
                        topic.doubleOptIn(),
                        named.offered())
                .update();
        List<Named> now = read();
        byId = byId(now);
        all = now;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
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

package io.kikkake.server.message;

import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Channels;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Problem;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the messages of each scenario version say. */
@Component
public class Contents {

    private static final int CACHED = 500;

    private record Key(String scenario, int version, String message) {}

    private final JdbcClient jdbc;
    private final Channels channels;
    private final ConcurrentHashMap<Key, Content> cache = new ConcurrentHashMap<>();

    Contents(JdbcClient jdbc, Channels channels) {
        this.jdbc = jdbc;
        this.channels = channels;
    }

    /**
     * Reads the object under {@code messages} of a scenario.
     *
     * @param marketing whether the message of that id goes out under a marketing topic: then it must show how to stop it
     * @throws Problem 422 with a fault for everything that is wrong, paths beginning with {@code /messages/}
     */
    public List<Compiled> compile(Value.ObjectOf messages, Predicate<String> marketing) {
        return MessageReader.readAll(messages, marketing, channels);
    }

    /** Within the caller's transaction; what a version says never changes afterwards. */
    public void store(String scenario, int version, List<Compiled> messages) {
        for (Compiled one : messages) {
            jdbc.sql(
                            "insert into message_content (scenario, version, message, subject, html, text, sender, parts, watch)"
                                    + " values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb)")
                    .params(
                            scenario,
                            version,
                            one.message(),
                            one.subject(),
                            one.html() == null ? "" : one.html(),
                            one.text(),
                            Json.write(one.from().stored()),
                            Json.write(one.parts()),
                            Json.write(one.watch()))
                    .update();
        }
    }

    /**
     * Kept in memory once read.
     *
     * @throws RenderingFailed where there is no such message
     */
    public Content content(String scenario, int version, String message) {
        var key = new Key(scenario, version, message);
        Content known = cache.get(key);
        if (known != null) {
            return known;
        }
        Content read = read(key);
        if (cache.size() >= CACHED) {
            cache.clear();
        }
        cache.put(key, read);
        return read;
    }

    /** The newest version that has this message; empty where none has. */
    public OptionalInt newest(String scenario, String message) {
        return jdbc.sql(
                        "select version from message_content where scenario = ? and message = ? order by version desc limit 1")
                .params(scenario, message)
                .query(Integer.class)
                .optional()
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private Content read(Key key) {
        return jdbc.sql("select subject, html, text, sender::text, parts::text, watch::text from message_content"
                        + " where scenario = ? and version = ? and message = ?")
                .params(key.scenario(), key.version(), key.message())
                .query((row, number) -> new Content(
                        row.getString("subject"),
                        row.getString("html"),
                        row.getString("text"),
                        From.read(Json.map(Json.object(row.getString("sender")))),
                        Json.object(row.getString("parts")),
                        Json.object(row.getString("watch"))))
                .optional()
                .orElseThrow(() -> new RenderingFailed("Version " + key.version() + " of scenario " + key.scenario()
                        + " has no message " + key.message() + "."));
    }
}

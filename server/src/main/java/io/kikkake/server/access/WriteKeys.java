package io.kikkake.server.access;

import io.kikkake.server.platform.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The keys that let shops and sites send events. They are no secret: a browser shows them. */
@Component
public class WriteKeys {

    public record WriteKey(String name, String key) {}

    private final List<WriteKey> all;
    private final Set<String> keys;

    /** The first start makes one key, named after the workspace. */
    WriteKeys(JdbcClient jdbc, Settings settings, Clock clock) {
        jdbc.sql("insert into write_key (key, name, created_at)"
                        + " select ?, ?, to_timestamp(?) where not exists (select from write_key)")
                .params("wk_" + Secrets.hex(16), settings.workspace(), clock.millis() / 1000.0)
                .update();
        all = jdbc.sql("select name, key from write_key order by created_at, key")
                .query(WriteKey.class)
                .list();
        keys = all.stream().map(WriteKey::key).collect(Collectors.toUnmodifiableSet());
    }

    /** Answers from memory. */
    public boolean known(String key) {
        return keys.contains(key);
    }

    /** Oldest first; never empty. */
    public List<WriteKey> all() {
        return all;
    }
}

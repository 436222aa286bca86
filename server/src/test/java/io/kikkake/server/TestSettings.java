package io.kikkake.server;

import io.kikkake.server.platform.Settings;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as they are without a {@code kikkake.yaml}. */
public final class TestSettings {

    private TestSettings() {}

    /** The defaults, with some changed, such as {@code "kikkake.port"}. */
    public static Settings with(Map<String, String> changed) {
        return new Binder(new MapConfigurationPropertySource(changed)).bindOrCreate("kikkake", Settings.class);
    }

    public static Settings defaults() {
        return with(Map.of());
    }
}

package io.kikkake.server.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.FileSystemResource;

/** Turns command-line options and {@code kikkake.yaml} into settings, before the application starts. */
public final class Startup {

    private static final Map<String, String> OPTIONS = Map.of(
            "--data", "kikkake.data",
            "--port", "kikkake.port",
            "--config", "kikkake.config");

    /** What the demo shop would have set, where nobody says otherwise. */
    private static final Map<String, Object> DEMO_SHOP = Map.of(
            "kikkake.workspace", "ひより商店",
            "kikkake.sender.name", "株式会社ひより商店",
            "kikkake.sender.address", "〒000-0000 東京都見本区例町1-2-3",
            "kikkake.sender.contact", "shop@hiyori.example");

    private Startup() {}

    /** Options win over the environment, the environment wins over {@code kikkake.yaml}. */
    public static void prepare(SpringApplication application, boolean demo, List<String> options) {
        Map<String, Object> given = read(options);
        if (demo) {
            given.put("kikkake.demo", "true");
        }
        application.addInitializers(context -> {
            ConfigurableEnvironment environment = context.getEnvironment();
            environment.getPropertySources().addFirst(new MapPropertySource("command line", given));
            if (demo) {
                environment.getPropertySources().addLast(new MapPropertySource("demo shop", DEMO_SHOP));
            }
            Path file = Path.of(environment.getProperty("kikkake.config", "kikkake.yaml"));
            if (Files.exists(file)) {
                environment.getPropertySources().addLast(new MapPropertySource("kikkake.yaml", prefixed(file)));
            } else if (environment.containsProperty("kikkake.config")) {
                throw new StartupFailed("The settings file " + file + " does not exist.");
            }
        });
    }

    private static Map<String, Object> read(List<String> options) {
        var given = new HashMap<String, Object>();
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String property = OPTIONS.get(name);
            if (property == null) {
                throw new StartupFailed(
                        "Unknown option " + option + ". There are: --data DIR, --port N, --config FILE.");
            }
            if (equals < 0 && i + 1 == options.size()) {
                throw new StartupFailed("The option " + name + " needs a value.");
            }
            given.put(property, equals < 0 ? options.get(++i) : option.substring(equals + 1));
        }
        return given;
    }

    private static Map<String, Object> prefixed(Path file) {
        var settings = new HashMap<String, Object>();
        try {
            for (var source : new YamlPropertySourceLoader().load(file.toString(), new FileSystemResource(file))) {
                for (String name : ((MapPropertySource) source).getPropertyNames()) {
                    settings.put("kikkake." + name, source.getProperty(name));
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new StartupFailed("The settings file " + file + " could not be read: " + e.getMessage());
        }
        return settings;
    }
}

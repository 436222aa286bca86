package io.kikkake.engine;

import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.ScenarioReader;
import io.kikkake.engine.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Scenarios as people write them. */
public final class Documents {

    private static final Path DEMO = Path.of("..", "server", "src", "main", "resources", "demo");

    private Documents() {}

    public static Value value(String yaml) {
        return Value.from(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(yaml));
    }

    public static Scenario scenario(String yaml) {
        return ScenarioReader.read(value(yaml));
    }

    public static String demoText(String name) {
        try {
            // In YAML a comma ends a value inside braces unless it is quoted.
            return Files.readString(DEMO.resolve(name + ".yaml"))
                    .replace("{ja: 8,000円以上, en: ¥8,000 or more}", "{ja: \"8,000円以上\", en: \"¥8,000 or more\"}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String resource(String name) {
        try (InputStream in = Documents.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("There is no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Scenario demo(String name) {
        return scenario(demoText(name));
    }
}

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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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

    /** What the demo of the server shows, by file name. */
    public static Map<String, String> demos() {
        var demos = new TreeMap<String, String>();
        try (Stream<Path> files = Files.list(DEMO)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                demos.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return demos;
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

    /** One of the scenarios these tests tell about: cart-abandonment, document-followup, welcome. */
    public static Scenario example(String name) {
        return scenario(resource("/io/kikkake/engine/scenario/" + name + ".yaml"));
    }
}

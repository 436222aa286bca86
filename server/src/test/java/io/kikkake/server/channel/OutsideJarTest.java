package io.kikkake.server.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.engine.value.Value;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.TestSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Somebody else's channel, compiled here into a jar as they would, keeps the contract and sends a scenario's message. */
class OutsideJarTest extends ChannelContract {

    /** Writes messages into files; what the files {@code mood} and {@code gone} say, its other side does. */
    private static final String SOURCE = """
            package example.pigeon;

            import io.kikkake.engine.scenario.Names;
            import io.kikkake.engine.value.Value;
            import io.kikkake.server.channel.*;
            import java.io.IOException;
            import java.nio.file.*;
            import java.time.Duration;
            import java.util.List;

            public class Pigeon implements Channel {
                private final Path loft = Path.of(System.getProperty("pigeon.loft"));

                public String id() { return "pigeon"; }
                public Names name() { return new Names("伝書鳩", "Pigeon"); }
                public String attribute() { return "loft"; }
                public boolean isReady() { return true; }
                public int connections() { return 4; }
                public Duration remembers() { return Duration.ofDays(1); }

                public List<Flaw> flaws(Value content) {
                    return content.at("text") instanceof Value.Text
                            ? List.of()
                            : List.of(new Flaw("/text", "a pigeon carries a text", "text: …"));
                }

                public Parcel prepare(Assignment assignment) {
                    if (!(assignment.content().at("text") instanceof Value.Text(String text))) {
                        throw new Unsendable("A pigeon carries a text.");
                    }
                    return new Parcel() {
                        public String address() { return assignment.address(); }
                        public String title() { return text; }
                        public Answer send() { return fly(assignment.id(), text); }
                    };
                }

                private synchronized Answer fly(String id, String text) {
                    try {
                        if (!Files.exists(loft)) {
                            return new Answer.Down("The loft is gone");
                        }
                        String key = id.replaceAll("[^A-Za-z0-9_.-]", "_");
                        Files.writeString(loft.resolve("tries"), key + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                        String mood = Files.readString(loft.resolve("mood"));
                        switch (mood) {
                            case "REFUSES": return new Answer.Never("No such loft");
                            case "BUSY": return new Answer.NotNow("It rains", Duration.ofSeconds(9));
                            case "UNREACHABLE": case "SPENT": return new Answer.Elsewhere("No pigeon");
                            default:
                        }
                        Path flown = loft.resolve("flown-" + key);
                        if (!Files.exists(flown)) {
                            Files.writeString(flown, text);
                        }
                        return mood.equals("SILENT") ? new Answer.Silence("Not seen since") : new Answer.Accepted(key);
                    } catch (IOException e) {
                        return new Answer.Down(e.toString());
                    }
                }
            }
            """;

    /** For JUnit's tests and jqwik's, which know no TempDir. */
    private static final Path directory = temporary();

    private static Path temporary() {
        try {
            Path made = Files.createTempDirectory("kikkake-plugins");
            made.toFile().deleteOnExit();
            return made;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path jar() throws IOException {
        Path plugins = directory.resolve("plugins");
        Path jar = plugins.resolve("pigeon.jar");
        if (Files.exists(jar)) {
            return plugins;
        }
        Path source = directory.resolve("src/example/pigeon/Pigeon.java");
        Path classes = directory.resolve("classes");
        Files.createDirectories(source.getParent());
        Files.createDirectories(classes);
        Files.createDirectories(plugins);
        Files.writeString(source, SOURCE);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(failed).isZero();
        try (OutputStream out = Files.newOutputStream(jar);
                var files = Files.walk(classes);
                var written = new JarOutputStream(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                written.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                written.write(Files.readAllBytes(file));
            }
            written.putNextEntry(new JarEntry("META-INF/services/io.kikkake.server.channel.Channel"));
            written.write("example.pigeon.Pigeon\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return plugins;
    }

    private static Path loft() throws IOException {
        Path loft = Files.createTempDirectory(directory, "loft");
        Files.writeString(loft.resolve("mood"), "ACCEPTS");
        System.setProperty("pigeon.loft", loft.toString());
        return loft;
    }

    private static Plugins plugins() throws IOException {
        return new Plugins(TestSettings.with(Map.of("kikkake.plugins", jar().toString())));
    }

    @Override
    protected java.time.Duration busyFor() {
        return java.time.Duration.ofSeconds(9);
    }

    @Override
    protected Map<String, Value> nonsense() {
        return Map.of("/text", Value.of("only words"));
    }

    @Override
    protected Side side() {
        try {
            Path loft = loft();
            Plugins plugins = plugins();
            Channel channel = plugins.channels().getFirst();
            return new PigeonSide(loft, plugins, channel);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private record PigeonSide(Path loft, Plugins plugins, Channel channel) implements Side {

        @Override
        public String address() {
            return "north-tower";
        }

        @Override
        public Value.ObjectOf content() {
            return new Value.ObjectOf(Map.of("text", Value.of("こんにちは")));
        }

        @Override
        public void will(Mood mood) {
            write("mood", mood.name());
        }

        private void write(String file, String text) {
            try {
                Files.writeString(loft.resolve(file), text);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void leave() {
            try (var files = Files.list(loft)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
                Files.delete(loft);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public List<String> keys() {
            try {
                return Files.readAllLines(loft.resolve("tries"));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public int passedOn() {
            try (var files = Files.list(loft)) {
                return (int) files.filter(file -> file.getFileName().toString().startsWith("flown-"))
                        .count();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                plugins.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Override
    protected Set<Mood> moods() {
        return Set.of(Mood.values());
    }

    @Test
    void a_jar_in_the_directory_of_plugins_adds_a_channel_to_the_product() throws Exception {
        Path loft = loft();
        try (var server =
                TestServer.start(new TestClock("2026-04-01T03:00:00Z"), Map.of("kikkake.plugins", jar().toString()))) {
            var answer = server.apply("""
                    scenario: pigeons
                    name: pigeons
                    topic: news
                    trigger: {event: Spring}
                    steps:
                    - {id: m, send: hello, channels: [pigeon]}
                    messages:
                      hello: {pigeon: {text: "coo {{ customer.lastName }}"}}
                    """);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            server.ingest("identify", "{'userId':'u','traits':{'loft':'north-tower','lastName':'山田'}}");
            server.ingest("track", "{'userId':'u','event':'Spring','properties':{}}");
            server.settle();
            try (var files = Files.list(loft)) {
                assertThat(files.filter(file -> file.getFileName().toString().startsWith("flown-")))
                        .singleElement()
                        .satisfies(file -> assertThat(Files.readString(file)).isEqualTo("coo 山田"));
            }
        }
    }

    @Test
    void a_jar_that_cannot_be_used_is_named_and_nothing_starts() throws IOException {
        Path broken = Files.createDirectories(directory.resolve("broken"));
        try (var out = new JarOutputStream(Files.newOutputStream(broken.resolve("broken.jar")))) {
            out.putNextEntry(new JarEntry("META-INF/services/io.kikkake.server.channel.Channel"));
            out.write("example.Nowhere\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        try (var plugins = new Plugins(TestSettings.with(Map.of("kikkake.plugins", broken.toString())))) {
            assertThatThrownBy(plugins::channels).hasMessageContaining("example.Nowhere");
        }
    }
}

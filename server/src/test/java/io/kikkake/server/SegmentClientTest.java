package io.kikkake.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code @segment/analytics-node} from npm drives the cart scenario, end to end. */
class SegmentClientTest {

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.demo();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aCartLeftBehindIsRemindedOfAndABoughtOneIsNot() throws Exception {
        runClient();
        server.settle();
        server.skip();

        assertThat(server.subjectsTo("leaves@example.jp")).containsExactly("山田様、カートに商品が残っています");
        assertThat(server.subjectsTo("buys@example.jp")).isEmpty();
    }

    private static void runClient() throws IOException, InterruptedException {
        String script;
        try (var in = Objects.requireNonNull(SegmentClientTest.class.getResourceAsStream("/segment-client.mjs"))) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        var builder = new ProcessBuilder("node", "--input-type=module", "--eval", script)
                .directory(Path.of("../web").toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("HOST", server.url(), "WRITE_KEY", server.writeKey()));
        Process node = builder.start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(node.exitValue()).as(output).isZero();
    }
}

package io.kikkake.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.bench.http.FakeHttpServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KikkakeApiTest {

    @Test
    void unknownMessagesAreReadOverAllPages() throws Exception {
        try (FakeHttpServer server = new FakeHttpServer(
                        json(
                                "{\"messages\":[{\"id\":\"1\",\"to\":\"a@x\"},{\"id\":\"2\",\"to\":null}],\"next\":\"2\"}"),
                        json("{\"messages\":[{\"id\":\"3\",\"to\":\"c@x\"}],\"next\":null}"));
                KikkakeApi api = new KikkakeApi(server.endpoint())) {
            assertThat(api.unknownMessages())
                    .containsExactly(
                            new UnknownMessage("1", "a@x", ""),
                            new UnknownMessage("2", "", ""),
                            new UnknownMessage("3", "c@x", ""));
            assertThat(server.requests().getLast()).startsWith("GET /api/messages?status=unknown&limit=200&before=2 ");
        }
    }

    @Test
    void itWaitsUntilEverythingIsDecidedAndNothingIsOnItsWay() throws Exception {
        String idle = system(10, 10, 0);
        try (FakeHttpServer server = new FakeHttpServer(
                        system(10, 9, 0),
                        system(10, 10, 1),
                        idle,
                        json("{\"counts\":{\"sending\":1}}"),
                        idle,
                        json("{\"counts\":{\"sending\":0,\"sent\":5}}"));
                KikkakeApi api = new KikkakeApi(server.endpoint())) {
            api.awaitSettled(Duration.ofSeconds(30));

            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    void aProblemIsTold() throws Exception {
        try (FakeHttpServer server = new FakeHttpServer("HTTP/1.1 422 x\r\nContent-Length: 9\r\n\r\n{\"no\": 1}");
                KikkakeApi api = new KikkakeApi(server.endpoint())) {
            assertThatThrownBy(() -> api.applyScenario("scenario: x"))
                    .hasMessageContaining("POST /api/scenarios HTTP/1.1 was answered 422: {\"no\": 1}");
        }
    }

    private static String system(int events, int decided, int queued) {
        return json("{\"counts\":{\"customers\":1,\"events\":" + events + ",\"decided\":" + decided
                + ",\"sent\":0,\"queued\":" + queued + "}}");
    }

    private static String json(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }
}

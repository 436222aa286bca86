package io.kikkake.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpConnectionTest {

    @Test
    void manyRequestsGoOverOneConnection() throws Exception {
        try (FakeHttpServer server = new FakeHttpServer();
                HttpConnection connection = new HttpConnection(server.endpoint().address())) {
            for (int i = 0; i < 100; i++) {
                HttpResponse response = connection.exchange(post(server, "山" + i));
                assertThat(response).isEqualTo(new HttpResponse(200, "{\"success\": true}"));
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.requests()).hasSize(100);
            assertThat(server.requests().get(42))
                    .startsWith("POST /v1/batch HTTP/1.1\r\nHost: 127.0.0.1:")
                    .contains("Authorization: Basic "
                            + Base64.getEncoder().encodeToString("key:".getBytes(StandardCharsets.UTF_8)))
                    .endsWith("\r\n\r\n山42");
        }
    }

    @Test
    void chunkedAnswersAreReadToTheirEnd() throws Exception {
        String body = "x".repeat(40_000);
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n9C40;a=b\r\n" + body
                + "\r\n0\r\n\r\n";
        try (FakeHttpServer server = new FakeHttpServer(chunked, chunked);
                HttpConnection connection = new HttpConnection(server.endpoint().address())) {
            assertThat(connection.exchange(get(server)).body()).isEqualTo("hello" + body);
            assertThat(connection.exchange(get(server)).body()).isEqualTo("hello" + body);
            assertThat(connection.exchange(get(server)).status()).isEqualTo(200);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void anEmptyAnswerHasNoBody() throws Exception {
        try (FakeHttpServer server =
                        new FakeHttpServer("HTTP/1.1 204 \r\n\r\n", "HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n");
                HttpConnection connection = new HttpConnection(server.endpoint().address())) {
            assertThat(connection.exchange(get(server))).isEqualTo(new HttpResponse(204, ""));
            assertThat(connection.exchange(get(server))).isEqualTo(new HttpResponse(503, ""));
            assertThat(connection.exchange(get(server)).successful()).isTrue();
        }
    }

    @Test
    void itConnectsAgainAfterTheServerAnnouncedItsClose() throws Exception {
        String last = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
        try (FakeHttpServer server = new FakeHttpServer(last, last);
                HttpConnection connection = new HttpConnection(server.endpoint().address())) {
            assertThat(connection.exchange(get(server)).body()).isEqualTo("ok");
            assertThat(connection.exchange(get(server)).body()).isEqualTo("ok");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aKeptConnectionFoundClosedIsReplacedOnce() throws Exception {
        try (FakeHttpServer server = new FakeHttpServer(FakeHttpServer.OK, FakeHttpServer.CLOSE);
                HttpConnection connection = new HttpConnection(server.endpoint().address())) {
            connection.exchange(post(server, "a"));

            assertThat(connection.exchange(post(server, "b")).successful()).isTrue();
            assertThat(server.requests()).hasSize(3);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aFreshConnectionClosedUnansweredIsAnError() throws Exception {
        try (FakeHttpServer server = new FakeHttpServer(FakeHttpServer.CLOSE);
                HttpConnection connection = new HttpConnection(server.endpoint().address())) {
            assertThatThrownBy(() -> connection.exchange(get(server))).isInstanceOf(IOException.class);
            assertThat(connection.exchange(get(server)).successful()).isTrue();
        }
    }

    @Test
    void anAnswerCutOffInTheMiddleIsNotRepeated() throws Exception {
        String cut = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 200\r\n\r\nhalf";
        try (FakeHttpServer server = new FakeHttpServer(FakeHttpServer.OK, cut);
                HttpConnection connection = new HttpConnection(server.endpoint().address())) {
            connection.exchange(get(server));

            assertThatThrownBy(() -> connection.exchange(get(server))).hasMessageContaining("middle of an answer");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void noServerIsRefusedAtOnce() throws Exception {
        Endpoint gone;
        try (FakeHttpServer server = new FakeHttpServer()) {
            gone = server.endpoint();
        }
        try (HttpConnection connection = new HttpConnection(gone.address())) {
            assertThatThrownBy(() -> connection.exchange(gone.get("/"))).isInstanceOf(ConnectException.class);
        }
    }

    private static byte[] get(FakeHttpServer server) {
        return server.endpoint().get("/api/system");
    }

    private static byte[] post(FakeHttpServer server, String body) {
        return server.endpoint().post("/v1/batch", "application/json", body.getBytes(StandardCharsets.UTF_8));
    }
}

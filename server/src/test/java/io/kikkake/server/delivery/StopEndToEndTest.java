package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Answer;
import io.kikkake.server.TestServer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recipient says stop, through everything that stands between the network and the consent. */
class StopEndToEndTest {

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.demo();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "form@example.jp, application/x-www-form-urlencoded, List-Unsubscribe=One-Click",
                "parts@example.jp, multipart/form-data; boundary=x, ~--x\r\nContent-Disposition: form-data;"
                        + " name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n~",
                "empty@example.jp, text/plain, ~~",
            })
    void one_click_stops_the_next_mail(String address, String type, String body) {
        String link = linkInMailTo(address);

        Answer looked = server.call("GET", link, "", "Accept", "text/html");
        assertThat(looked.status()).isEqualTo(200);
        assertThat(consent(address)).as("looking changes nothing").isTrue();
        assertThat(server.post(link, type, body.getBytes(UTF_8), Map.of()).statusCode())
                .isEqualTo(200);
        assertThat(consent(address)).isFalse();
    }

    @Test
    void a_forged_link_is_not_found() {
        assertThat(server.call("GET", "/u/AAAA", "").status()).isEqualTo(404);
        assertThat(server.post("/u/AAAA", "text/plain", new byte[0], Map.of()).statusCode())
                .isEqualTo(404);
    }

    private static String linkInMailTo(String address) {
        String batch = """
                {'batch': [
                  {'type': 'identify', 'userId': '%1$s', 'traits': {'email': '%1$s', 'lastName': '山田', 'firstName': '花子'}},
                  {'type': 'track', 'userId': '%1$s', 'event': 'Topic Subscribed', 'properties': {'topic': 'offers'}},
                  {'type': 'track', 'userId': '%1$s', 'event': 'Signed Up', 'properties': {}}]}""".formatted(address);
        assertThat(server.ingest("batch", batch).statusCode()).isEqualTo(200);
        TestServer.await(
                "the mail to " + address, () -> !server.subjectsTo(address).isEmpty());
        String id = server.get("/api/mailbox?q=" + address)
                .path("mails")
                .get(0)
                .path("id")
                .asString();
        for (var header : server.get("/api/mailbox/" + id).path("headers")) {
            if (header.path("name").asString().equals("List-Unsubscribe")) {
                return header.path("value").asString().replaceAll("<https?://[^/]+(.*)>", "$1");
            }
        }
        throw new AssertionError("The mail has no List-Unsubscribe.");
    }

    private static boolean consent(String address) {
        return server.database()
                .jdbc()
                .sql("select c.granted from consent c join customer_identity i on i.customer_id = c.customer_id"
                        + " where i.value = ? and c.topic = 'offers'")
                .params(address)
                .query(Boolean.class)
                .list()
                .getFirst();
    }
}

package io.kikkake.server.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.platform.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a broken or hostile client posts gets an answer that names the fault, and the next good event is taken. */
class BadInputTest {

    private static TestServer server;
    private static String basic;
    private static int good;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(new TestClock("2026-04-01T03:00:00Z"));
        basic = "Basic " + Base64.getEncoder().encodeToString((server.writeKey() + ":").getBytes(UTF_8));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void theServerGoesOn() {
        assertThat(server.ingest("track", "{'userId':'good" + good++ + "','event':'Good'}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "track | {\"userId\":\"u\",\"event\": | JSON",
                "track | [1,2] | object",
                "track | {\"userId\":\"u\",\"event\":7} | event",
                "track | {\"userId\":\"u\",\"event\":\"e\",\"timestamp\":\"+275760-09-13T00:00:00.000Z\"} | timestamp",
                "track | {\"userId\":\"u\",\"event\":\"e\",\"properties\":[]} | properties",
                "track | {\"event\":\"e\"} | userId",
                "batch | {\"batch\":7} | batch",
                "batch | {} | batch",
            })
    void theFaultIsNamed(String call, String body, String named) {
        assertThat(problem(post(call, body.getBytes(UTF_8)), 400).path("detail").asString())
                .contains(named);
    }

    @Test
    void tenMegabytesAreTooMuch() {
        byte[] body = ("{\"userId\":\"u\",\"event\":\"e\",\"properties\":{\"a\":\"" + "x".repeat(10 << 20) + "\"}}")
                .getBytes(UTF_8);
        assertThat(problem(post("track", body), 413).path("detail").asString()).contains("KB");
    }

    @Test
    void tenMegabytesPackedIntoTenKilobytesAreTooMuch() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(("{\"userId\":\"u\",\"event\":\"" + "x".repeat(10 << 20) + "\"}").getBytes(UTF_8));
        }
        assertThat(problem(
                                server.post(
                                        "/v1/track",
                                        "application/json",
                                        packed.toByteArray(),
                                        Map.of("Authorization", basic, "Content-Encoding", "gzip")),
                                413)
                        .path("detail")
                        .asString())
                .contains("KB");
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] body = "{\"userId\":\"u\",\"event\":\"caf\u00e9\"}".getBytes(ISO_8859_1);
        assertThat(problem(post("track", body), 400).path("detail").asString()).contains("UTF-8");
    }

    @Test
    void aThousandLevelsAreTooDeep() {
        String body =
                "{\"userId\":\"u\",\"event\":\"e\",\"properties\":" + "{\"a\":".repeat(1000) + "1" + "}".repeat(1001);
        assertThat(problem(post("track", body.getBytes(UTF_8)), 400)
                        .path("detail")
                        .asString())
                .containsIgnoringCase("deep");
    }

    @Test
    void unknownFieldsAreNoFault() {
        assertThat(post("track", "{\"userId\":\"u\",\"event\":\"e\",\"colour\":[{}]}".getBytes(UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void oneBadEventOfABatchIsNamedAndTheOthersAreTaken() {
        HttpResponse<String> answer = server.ingest(
                "batch",
                "{'batch':[{'type':'track','userId':'a','event':'Kept'},"
                        + "{'type':'track','userId':'b'},{'type':'track','userId':'c','event':'Kept'}]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("event is missing");
        assertThat(server.database()
                        .jdbc()
                        .sql("select count(*) from event where name = 'Kept'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    private static HttpResponse<String> post(String call, byte[] body) {
        return server.post("/v1/" + call, "application/json", body, Map.of("Authorization", basic));
    }

    private static JsonNode problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        return Json.mapper().readTree(answer.body());
    }
}

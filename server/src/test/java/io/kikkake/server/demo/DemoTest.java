package io.kikkake.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Answer;
import io.kikkake.server.TestServer;
import io.kikkake.server.platform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DemoTest {

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.demo();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode clock() {
        Answer answer = server.call("GET", "/demo/clock", "");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void itBeginsWithItsScenariosAndItsPeopleAndDoesSoOnce() throws IOException {
        assertThat(server.get("/api/scenarios").path("scenarios").size()).isEqualTo(3);
        assertThat(server.database()
                        .jdbc()
                        .sql("select name from representative where standard")
                        .query(String.class)
                        .single())
                .isEqualTo("佐藤 健");
        String password = Files.readString(server.data().resolve("admin-password"));
        server.call("DELETE", "/api/scenarios/welcome", "", "Authorization", "Bearer " + server.token());

        server.restart();
        assertThat(server.get("/api/scenarios/welcome").path("status").asString())
                .isEqualTo("archived");
        assertThat(Files.readString(server.data().resolve("admin-password"))).isEqualTo(password);
    }

    @Test
    void aSkipGoesToTheNextDueStepAndTheRunGoesOn() {
        server.ingest("identify", "{'userId': 'u-1', 'traits': {'lastName': '山田', 'email': 'yamada@example.jp'}}");
        server.ingest(
                "track",
                "{'userId': 'u-1', 'event': 'Document Requested', 'properties': {'document_id': 'd-1',"
                        + " 'document_title': '法人ギフトのご案内', 'document_url': 'http://localhost/d'}}");
        server.settle();
        JsonNode before = clock();
        JsonNode next = before.path("next");
        assertThat(next.path("scenario").asString()).startsWith("資料請求");
        assertThat(before.path("accelerated").asBoolean()).isTrue();
        assertThat(before.path("factor").asInt()).isEqualTo(360);
        assertThat(next.path("seconds").asDouble()).isPositive();

        Answer skipped = server.call("POST", "/demo/clock/skip", "");
        assertThat(skipped.status()).isEqualTo(200);
        Instant due = Instant.parse(next.path("due").asString());
        assertThat(Instant.parse(skipped.json().path("now").asString())).isBetween(due, due.plus(Duration.ofHours(6)));
        TestServer.await(
                "the follow-up", () -> server.subjectsTo("yamada@example.jp").size() == 2);
        assertThat(server.subjectsTo("yamada@example.jp").getLast()).contains("佐藤 健");
    }

    @Test
    void theShopIsToldItsWriteKeyAndMayRunItsSnippet() {
        Answer script = server.call("GET", "/shop/config.js", "");
        assertThat(script.status()).isEqualTo(200);
        assertThat(script.header("content-type")).startsWith("text/javascript");
        assertThat(script.header("content-security-policy")).contains("script-src 'self' 'unsafe-inline'");
        String json = script.text().replaceAll("^window\\.KIKKAKE_SHOP=|;\\s*$", "");
        assertThat(Json.mapper().readTree(json).path("writeKey").asString()).isEqualTo(server.writeKey());
    }
}

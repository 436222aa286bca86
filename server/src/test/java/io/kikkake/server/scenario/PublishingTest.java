package io.kikkake.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.scenario.ScenarioReader;
import io.kikkake.server.Answer;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PublishingTest {

    private static final String HELLO = """
            # the first line of a scenario
            scenario: %s
            name: {ja: こんにちは, en: Hello}
            topic: news
            trigger: {event: %s}
            steps:
              - {id: mail, send: hello}
            messages:
              hello:
                from: {name: Shop, email: shop@example.jp}
                subject: "hello"
                mjml: |
                  <mjml><mj-body><mj-section><mj-column>
                    <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                  </mj-column></mj-section></mj-body></mjml>
            """;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(new TestClock("2026-04-01T03:00:00Z"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aDocumentBecomesAVersionAndTheSameDocumentNoOther() {
        String document = HELLO.formatted("versions", "Hello");
        assertOutcome(publish(document), "versions", 1, "created");
        assertOutcome(publish(document), "versions", 1, "unchanged");
        assertOutcome(
                publish(document.replace("subject: \"hello\"", "subject: \"good day\"")), "versions", 2, "updated");
        assertThat(messages("versions", 1)).isEqualTo("hello");
        assertThat(messages("versions", 2)).isEqualTo("good day");

        var listed = server.get("/api/scenarios/versions");
        assertThat(listed.path("version").asInt()).isEqualTo(2);
        assertThat(listed.path("source").asString())
                .startsWith("# the first line")
                .contains("good day");
        assertThat(listed.path("definition").path("topic").asString()).isEqualTo("news");
        assertThat(listed.path("publishedAt").asString()).isEqualTo("2026-04-01T03:00:00Z");
    }

    @Test
    void anotherCommentIsTheSameScenarioInOtherWords() {
        String document = HELLO.formatted("comments", "Hello");
        publish(document);
        assertOutcome(publish(document.replace("the first line", "line one")), "comments", 1, "unchanged");
        assertThat(server.get("/api/scenarios/comments").path("source").asString())
                .startsWith("# line one");
    }

    @Test
    void whatIsPublishedIsListenedToAtOnceAndWhatIsArchivedNoMore() {
        assertThat(server.bean(Scenarios.class).current().listens("Archived Event"))
                .isFalse();
        publish(HELLO.formatted("archived", "Archived Event"));
        assertThat(server.bean(Scenarios.class).current().listens("Archived Event"))
                .isTrue();

        assertThat(call("DELETE", "/api/scenarios/archived", "").status()).isEqualTo(204);
        assertThat(server.bean(Scenarios.class).current().listens("Archived Event"))
                .isFalse();
        assertThat(server.get("/api/scenarios/archived").path("status").asString())
                .isEqualTo("archived");
        assertThat(call("DELETE", "/api/scenarios/nobody", "").status()).isEqualTo(404);

        assertOutcome(publish(HELLO.formatted("archived", "Archived Event")), "archived", 2, "updated");
        assertThat(server.get("/api/scenarios/archived").path("status").asString())
                .isEqualTo("active");
    }

    @Test
    void jsonIsAsGood() {
        String json = """
                {"scenario": "json", "name": "JSON", "topic": "service", "trigger": {"event": "Hello"},
                 "steps": [{"id": "pause", "wait": {"for": "1h"}}]}""";
        assertOutcome(call("POST", "/api/scenarios", json, "Content-Type", "application/json"), "json", 1, "created");
        assertThat(call("POST", "/api/scenarios", json, "Content-Type", "text/html")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndNothingIsPublished() {
        String document = HELLO.formatted("wrong", "Hello")
                .replace("topic: news", "topic: nwes")
                .replace("subject: \"hello\"", "subjct: \"hello\"");
        Answer answer = publish(document);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("content-type")).startsWith("application/problem+json");
        assertThat(paths(answer))
                .containsExactlyInAnyOrder("/topic", "/messages/hello/subjct", "/messages/hello/subject");
        assertThat(server.bean(Scenarios.class).newest("wrong")).isEmpty();
    }

    @Test
    void aSegmentThatIsNotThereIsNamedWithItsPlaceAndTheOneThatWasMeant() {
        call(
                "POST",
                "/api/segments",
                "{segment: loyal, name: Loyal, where: {attribute: rank, equals: gold}}",
                "Content-Type",
                "application/yaml");
        String document = HELLO.formatted("segments", "Hello")
                .replace("  - {id: mail, send: hello}", """
                  - {id: tag, set: {attributes: {segment: nothing}}}
                  - id: b
                    branch:
                      cases: [{when: {any: [{segment: loyal}, {not: {segment: loial}}]}, next: mail}]
                  - {id: mail, send: hello}""")
                .replace("{event: Hello}", "{entered: {segment: unheard-of}}");
        Answer answer = publish(document);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(paths(answer))
                .containsExactly("/trigger/entered/segment", "/steps/1/branch/cases/0/when/any/1/not/segment");
        assertThat(answer.json().path("errors").path(0).path("message").asString())
                .isEqualTo("There is no segment unheard-of.");
        assertThat(answer.json().path("errors").path(1).path("suggestion").asString())
                .isEqualTo("loyal");
        assertThat(server.bean(Scenarios.class).newest("segments")).isEmpty();
        assertOutcome(
                publish(document.replace("loial", "loyal").replace("unheard-of", "loyal")), "segments", 1, "created");
    }

    @Test
    void aMisspelledFieldIsNamedWithTheOneThatWasMeant() {
        Answer answer = publish(HELLO.formatted("misspelled", "Hello").replace("trigger:", "triger:"));
        assertThat(answer.status()).isEqualTo(422);
        var suggestions = StreamSupport.stream(answer.json().path("errors").spliterator(), false)
                .filter(error -> error.path("path").asString().equals("/triger"))
                .map(error -> error.path("suggestion").asString())
                .toList();
        assertThat(suggestions).singleElement().asString().contains("trigger");
    }

    @Test
    void aDocumentThatIsNoYamlIsRefusedWithTheLine() {
        Answer answer = publish("scenario: a\n  name: b\n");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").path(0).path("message").asString())
                .startsWith("Line 2");
        assertThat(publish("x".repeat(1_000_001)).status()).isEqualTo(413);
    }

    @Test
    void theGraphAndTheReadbackTellWhatThePublishedVersionDoes() {
        publish(HELLO.formatted("told", "Hello"));
        var told = server.get("/api/scenarios/told");
        assertThat(told.path("readback").path("ja").size()).isPositive();
        assertThat(told.path("readback").path("en").path(0).asString()).contains("Hello");
        assertThat(texts(told.path("graph").path("nodes"), "id")).containsExactly("trigger", "mail", "end");
        assertThat(texts(told.path("graph").path("nodes"), "kind")).containsExactly("trigger", "send", "end");
        assertThat(told.path("graph").path("edges").path(0).path("label").isNull())
                .isTrue();
        assertThat(server.get("/api/scenarios").path("scenarios").size()).isPositive();
        assertThat(call("GET", "/api/scenarios/nobody", "").status()).isEqualTo(404);
    }

    @Test
    void theSchemaIsThereForEditors() {
        Answer schema = server.call("GET", "/schema/scenario.json", "");
        assertThat(schema.status()).isEqualTo(200);
        assertThat(schema.json().path("$schema").asString()).contains("2020-12");
        assertThat(ScenarioReader.SCHEMA).endsWith(".json");
    }

    private static Answer publish(String yaml) {
        return call("POST", "/api/scenarios", yaml, "Content-Type", "application/yaml");
    }

    private static Answer call(String method, String path, String body, String... headers) {
        var all = new java.util.ArrayList<>(List.of("Authorization", "Bearer " + server.token()));
        all.addAll(List.of(headers));
        return server.call(method, path, body, all.toArray(String[]::new));
    }

    private static void assertOutcome(Answer answer, String id, int version, String change) {
        assertThat(answer.text())
                .isEqualTo("{\"id\":\"%s\",\"version\":%d,\"change\":\"%s\"}".formatted(id, version, change));
        assertThat(answer.status()).isEqualTo(200);
    }

    private static String messages(String scenario, int version) {
        return server.database()
                .jdbc()
                .sql("select subject from message_content where scenario = ? and version = ?")
                .params(scenario, version)
                .query(String.class)
                .single();
    }

    private static List<String> paths(Answer answer) {
        return texts(answer.json().path("errors"), "path");
    }

    private static List<String> texts(tools.jackson.databind.JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(entry -> entry.path(field).asString())
                .toList();
    }
}

package io.kikkake.server.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Answer;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Segments as people save, read and count them. */
class SegmentApiTest {

    private static final String TOKYO = """
            segment: tokyo
            name: {ja: 東京の顧客, en: Customers in Tokyo}
            where: {attribute: address.city, equals: 東京}
            """;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(new TestClock("2026-04-01T03:00:00Z"));
        for (int i = 0; i < 5; i++) {
            String city = i < 3 ? "東京" : "大阪";
            server.ingest(
                    "identify",
                    "{'userId':'u" + i + "','traits':{'name':'N" + i + "','address':{'city':'" + city + "'}}}");
        }
        server.settle();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aSavedSegmentIsToldCountedAndListed() {
        assertThat(post("/api/segments", TOKYO).status()).isEqualTo(200);

        var segment = server.get("/api/segments/tokyo");
        assertThat(segment.path("customers").asInt()).isEqualTo(3);
        assertThat(segment.path("readback").path("ja").asString()).isEqualTo("顧客の address.city が「東京」である");
        var first = server.get("/api/segments/tokyo/customers?limit=2");
        assertThat(first.path("customers").path(0).path("label").asString()).isEqualTo("N0");
        var second = server.get("/api/segments/tokyo/customers?limit=2&after="
                + first.path("next").asString());
        assertThat(second.path("customers")).hasSize(1);
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void aConditionBeingWrittenIsCountedWithoutBeingSaved() {
        Answer answer = post("/api/segments/preview", "{not: {attribute: address.city, equals: 東京}}");
        assertThat(answer.json().path("customers").asInt()).isEqualTo(2);
    }

    @Test
    void whatIsWrongIsToldAtOnceWithItsPlace() {
        Answer answer = post("/api/segments", "{segment: a b, name: A, where: {atribute: plan, equals: x}}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("/segment", "/where/atribute", "attribute");
    }

    @Test
    void aSegmentIsNotPartOfItselfNorOfOneThatIsNotThere() {
        post("/api/segments", TOKYO.replace("segment: tokyo", "segment: inner"));
        post("/api/segments", "{segment: outer, name: Outer, where: {segment: inner}}");
        assertThat(post("/api/segments", "{segment: inner, name: Inner, where: {segment: outer}}")
                        .text())
                .contains("cannot be part of itself");
        assertThat(post("/api/segments", "{segment: lost, name: Lost, where: {segment: nowhere}}")
                        .text())
                .contains("There is no segment nowhere");
        Answer itself =
                post("/api/segments", "{segment: self, name: S, where: {all: [{segment: inner}, {segment: self}]}}");
        assertThat(itself.status()).isEqualTo(422);
        assertThat(itself.json().path("errors").path(0).path("path").asString()).isEqualTo("/where/all/1/segment");
        Answer near = post("/api/segments", "{segment: near, name: N, where: {not: {segment: iner}}}");
        assertThat(near.json().path("errors").path(0).path("path").asString()).isEqualTo("/where/not/segment");
        assertThat(near.json().path("errors").path(0).path("suggestion").asString())
                .isEqualTo("inner");
        assertThat(server.call("DELETE", "/api/segments/inner", "", "Authorization", "Bearer " + server.token())
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aDeletedSegmentIsGone() {
        post("/api/segments", TOKYO.replace("segment: tokyo", "segment: gone"));
        assertThat(server.call("DELETE", "/api/segments/gone", "", "Authorization", "Bearer " + server.token())
                        .status())
                .isEqualTo(204);
        assertThat(server.call("GET", "/api/segments/gone", "", "Authorization", "Bearer " + server.token())
                        .status())
                .isEqualTo(404);
    }

    private static Answer post(String path, String body) {
        return server.call(
                "POST", path, body, "Authorization", "Bearer " + server.token(), "Content-Type", "application/yaml");
    }
}

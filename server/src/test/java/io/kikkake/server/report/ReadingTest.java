package io.kikkake.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Answer;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.ingest.LiveFeed;
import io.kikkake.server.platform.ClockMoved;
import io.kikkake.server.platform.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people read, after customers have come and gone. */
class ReadingTest {

    private static final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private static TestServer server;

    private static final String SCENARIO = """
            scenario: followup
            name: {ja: フォロー, en: Follow-up}
            topic: news
            trigger: {event: Asked}
            key: document
            reentry: {after-exit: never}
            goal: {event: Bought}
            steps:
              - {id: hello, send: hello}
              - {id: pause, wait: {for: 1h}}
              - id: which
                branch:
                  cases:
                    - {name: {ja: 大口, en: Large}, when: {entry: amount, at-least: 100}, next: end}
                  else: leave
              - {id: leave, exit: {reason: {ja: 小口, en: Small}}}
            messages:
              hello:
                from: {name: Shop, email: shop@example.jp}
                subject: "hello {{ customer.lastName }}"
                mjml: |
                  <mjml><mj-body><mj-section><mj-column>
                    <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                  </mj-column></mj-section></mj-body></mjml>
            """;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(clock);
        assertThat(server.apply(SCENARIO).statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void identify(String user, String lastName, String email) {
        server.ingest(
                "identify",
                "{'userId': '%s', 'traits': {'lastName': '%s', 'firstName': '花子', 'email': '%s'}}"
                        .formatted(user, lastName, email));
    }

    private static void track(String user, String event, String properties) {
        server.ingest("track", "{'userId': '%s', 'event': '%s', 'properties': %s}".formatted(user, event, properties));
    }

    private static void later(Duration by) {
        clock.advance(by);
        server.publish(new ClockMoved());
        TestServer.await(
                "no timer to be due",
                () -> server.database()
                        .jdbc()
                        .sql("select not exists (select from run where due <= ?)")
                        .param(clock.instant().atOffset(ZoneOffset.UTC))
                        .query(Boolean.class)
                        .single());
        server.settle();
    }

    private static String idOf(String search) {
        JsonNode found = server.get("/api/customers?q=" + search).path("customers");
        assertThat(found.size()).as(search).isEqualTo(1);
        return found.path(0).path("id").asString();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static List<String> texts(List<JsonNode> nodes, String field) {
        return nodes.stream().map(node -> node.path(field).asString()).toList();
    }

    /** Every page of a list, one after the other. */
    private static List<JsonNode> pages(String path, String field, int limit) {
        var all = new ArrayList<JsonNode>();
        String before = "";
        do {
            JsonNode page = server.get(path + (path.contains("?") ? "&" : "?") + "limit=" + limit + before);
            assertThat(page.path(field).size()).isLessThanOrEqualTo(limit);
            all.addAll(list(page.path(field)));
            before = page.path("next").isNull()
                    ? ""
                    : "&before=" + page.path("next").asString();
        } while (!before.isEmpty());
        return all;
    }

    @Test
    void eventsAreReadPageByPageNewestFirst() {
        for (int i = 1; i <= 7; i++) {
            track("pager-" + i, "Paged", "{'n': " + i + "}");
        }
        List<JsonNode> paged = pages("/api/events?name=Paged", "events", 3);
        assertThat(paged.stream()
                        .map(event -> event.path("properties").path("n").asInt()))
                .containsExactly(7, 6, 5, 4, 3, 2, 1);
        assertThat(texts(pages("/api/events", "events", 4), "seq")).doesNotHaveDuplicates();

        JsonNode event = paged.getFirst();
        assertThat(event.path("type").asString()).isEqualTo("track");
        assertThat(event.path("receivedAt").asString()).isNotEmpty();
        assertThat(event.path("context").isObject()).isTrue();
        assertThat(event.path("customer").path("id").asString()).isNotEmpty();
    }

    @Test
    void eventsAreFoundByWhatTheySayAndByWhoseTheyAre() {
        identify("finder", "検索", "finder@example.jp");
        track("finder", "Looked At", "{'product': '南部鉄の風鈴'}");
        server.settle();
        assertThat(texts(found("風鈴"), "name")).containsExactly("Looked At");
        assertThat(texts(found("finder@example.jp"), "name")).contains("Looked At");
        assertThat(texts(found("looked%20at"), "name")).containsExactly("Looked At");
        assertThat(found("100%25")).isEmpty();
    }

    private static List<JsonNode> found(String q) {
        return list(server.get("/api/events?q=" + q).path("events"));
    }

    @Test
    void aBadPageIsAProblem() {
        for (String path : List.of("/api/events", "/api/customers")) {
            Answer answer =
                    server.call("GET", path + "?before=nonsense", "", "Authorization", "Bearer " + server.token());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("content-type")).startsWith("application/problem+json");
        }
        assertThat(server.get("/api/events?limit=-5").path("events").size()).isLessThanOrEqualTo(1);
    }

    @Test
    void eventsAreSeenAsTheyCome() throws Exception {
        identify("live", "生中継", "live@example.jp");
        server.settle();
        try (var lines = server.stream("/api/events/stream")) {
            var here = lines.iterator();
            assertThat(here.next()).startsWith(":");
            track("live", "Seen Live", "{'a': 1}");
            String data = here.next();
            while (!data.startsWith("data:")) {
                data = here.next();
            }
            JsonNode event = Json.mapper().readTree(data.substring("data:".length()));
            assertThat(event.path("name").asString()).isEqualTo("Seen Live");
            assertThat(event.path("customer").path("label").asString()).isEqualTo("生中継 花子");
            assertThat(event.path("properties").path("a").asInt()).isEqualTo(1);
        }
        TestServer.await("nobody to listen", () -> {
            track("live", "Unseen", "{}");
            return !server.bean(LiveFeed.class).watched();
        });
    }

    @Test
    void customersAreReadPageByPageAndFound() {
        for (int i = 1; i <= 5; i++) {
            identify("listed-" + i, "一覧", "listed-" + i + "@example.jp");
        }
        server.settle();
        List<JsonNode> listed = pages("/api/customers?q=一覧", "customers", 2);
        assertThat(texts(listed, "userId")).containsExactly("listed-5", "listed-4", "listed-3", "listed-2", "listed-1");
        assertThat(server.get("/api/customers?q=一覧").path("total").asInt()).isEqualTo(5);
        assertThat(texts(list(server.get("/api/customers?q=listed-3").path("customers")), "email"))
                .containsExactly("listed-3@example.jp");
        assertThat(server.get("/api/customers?q=LISTED-4@EXAMPLE").path("total").asInt())
                .isEqualTo(1);
        assertThat(server.get("/api/customers?q=一覧花子").path("total").asInt()).isEqualTo(5);

        JsonNode one = listed.getFirst();
        assertThat(one.path("label").asString()).isEqualTo("一覧 花子");
        assertThat(one.path("anonymous").asBoolean()).isFalse();
        assertThat(one.path("lastSeenAt").asString()).isNotEmpty();
    }

    @Test
    void aCustomerShowsTheirAttributesConsentsAndRuns() {
        identify("profile", "人物", "profile@example.jp");
        track("profile", "Topic Subscribed", "{'topic': 'offers'}");
        track("profile", "Asked", "{'document': 'd-1', 'amount': 5}");
        server.settle();
        JsonNode customer = server.get("/api/customers/" + idOf("profile@example.jp"));
        assertThat(customer.path("attributes").path("lastName").asString()).isEqualTo("人物");
        assertThat(texts(list(customer.path("identities")), "kind")).containsExactly("userId", "email");
        assertThat(list(customer.path("consents")).stream()
                        .map(consent -> consent.path("topic").asString() + " "
                                + consent.path("status").asString()))
                .containsExactly("news none", "offers subscribed", "sales none", "service none");
        JsonNode run = customer.path("runs").path(0);
        assertThat(run.path("scenarioName").path("ja").asString()).isEqualTo("フォロー");
        assertThat(run.path("step").asString()).isEqualTo("pause");
        assertThat(run.path("key").asString()).isEqualTo("d-1");
        assertThat(run.path("until").asString()).isNotEmpty();
        assertThat(customer.path("mergedInto").isNull()).isTrue();
    }

    @Test
    void aCustomerNobodyKnowsIsNotFound() {
        for (String id : List.of("999999", "nonsense")) {
            assertThat(server.call("GET", "/api/customers/" + id, "", "Authorization", "Bearer " + server.token())
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void theTimelineTellsEventDecisionAndMessageNewestFirst() {
        identify("story", "物語", "story@example.jp");
        track("story", "Asked", "{'document': 'd-2', 'amount': 5}");
        server.settle();
        later(Duration.ofHours(1));
        String path = "/api/customers/" + idOf("story@example.jp") + "/timeline";
        List<JsonNode> entries = list(server.get(path).path("entries"));

        assertThat(entries.stream().map(ReadingTest::told))
                .containsExactly(
                        "decision exited 小口/Small",
                        "decision branched それ以外/Otherwise",
                        "message sent hello 物語",
                        "decision waiting",
                        "decision sent",
                        "decision entered",
                        "event Asked",
                        "event Identified");
        assertThat(texts(pages(path, "entries", 3), "id")).isEqualTo(texts(entries, "id"));
        assertThat(server.call("GET", path + "?before=%21", "", "Authorization", "Bearer " + server.token())
                        .status())
                .isEqualTo(400);
    }

    private static String told(JsonNode entry) {
        String kind = entry.path("kind").asString();
        return kind + " "
                + switch (kind) {
                    case "event" -> entry.path("event").path("name").asString();
                    case "message" ->
                        entry.path("message").path("status").asString() + " "
                                + entry.path("message").path("subject").asString();
                    default -> {
                        JsonNode reason = entry.path("decision").path("reason");
                        String why = reason.isNull()
                                ? ""
                                : " " + reason.path("ja").asString() + "/"
                                        + reason.path("en").asString();
                        yield entry.path("decision").path("what").asString() + why;
                    }
                };
    }

    @Test
    void whatHappenedBeforeAMergeBelongsToTheCustomerToo() {
        server.ingest("track", "{'anonymousId': 'device-9', 'event': 'Came By', 'properties': {}}");
        server.settle();
        String before = server.get("/api/events?name=Came%20By")
                .path("events")
                .path(0)
                .path("customer")
                .path("id")
                .asString();
        identify("merged", "合流", "merged@example.jp");
        server.ingest(
                "identify",
                "{'userId': 'merged', 'anonymousId': 'device-9', 'traits': {'email': 'merged@example.jp'}}");
        server.settle();
        String after = idOf("merged@example.jp");
        assertThat(after).isNotEqualTo(before);
        assertThat(server.get("/api/customers/" + before).path("mergedInto").asString())
                .isEqualTo(after);
        assertThat(texts(
                        list(server.get("/api/customers/" + after + "/timeline").path("entries")).stream()
                                .map(entry -> entry.path("event"))
                                .toList(),
                        "name"))
                .contains("Came By");
        assertThat(server.get("/api/events?name=Came%20By")
                        .path("events")
                        .path(0)
                        .path("customer")
                        .path("label")
                        .asString())
                .isEqualTo("合流 花子");
    }

    @Test
    void aScenarioShowsHowManyWentWhere() {
        JsonNode counts = server.get("/api/scenarios/followup/counts");
        long entered = counts.path("entered").asLong();
        long passed = counts.path("nodes").path("which").path("passed").asLong();
        long left = counts.path("nodes").path("leave").path("passed").asLong();
        long ended = counts.path("nodes").path("end").path("passed").asLong();
        long goals = counts.path("goals").asLong();
        for (String user : List.of("count-1", "count-2", "count-3")) {
            identify(user, "計数", user + "@example.jp");
            track(user, "Asked", "{'document': 'd', 'amount': %s}".formatted(user.equals("count-1") ? 500 : 5));
        }
        server.settle();
        counts = server.get("/api/scenarios/followup/counts");
        assertThat(counts.path("entered").asLong()).isEqualTo(entered + 3);
        assertThat(counts.path("nodes").path("trigger").path("passed").asLong()).isEqualTo(entered + 3);
        assertThat(counts.path("nodes").path("pause").path("now").asLong()).isGreaterThanOrEqualTo(3);

        track("count-3", "Bought", "{}");
        server.settle();
        later(Duration.ofHours(2));
        JsonNode scenario = server.get("/api/scenarios/followup");
        counts = server.get("/api/scenarios/followup/counts");
        assertThat(counts.path("goals").asLong()).isEqualTo(goals + 1);
        assertThat(counts.path("running").asLong()).isZero();
        assertThat(counts.path("nodes").path("which").path("passed").asLong()).isGreaterThanOrEqualTo(passed + 2);
        assertThat(counts.path("nodes").path("leave").path("passed").asLong()).isGreaterThanOrEqualTo(left + 1);
        assertThat(counts.path("nodes").path("end").path("passed").asLong()).isEqualTo(ended + 1);
        assertThat(scenario.path("sent").asLong())
                .isEqualTo(counts.path("nodes").path("hello").path("sent").asLong());
        assertThat(list(scenario.path("graph").path("nodes")).stream()
                        .filter(node -> node.path("id").asString().equals("leave"))
                        .map(node -> node.path("counts").path("passed").asLong()))
                .containsExactly(
                        counts.path("nodes").path("leave").path("passed").asLong());
    }

    @Test
    void theSystemTellsWhatItHolds() {
        track("system", "Counted", "{}");
        server.settle();
        JsonNode system = server.get("/api/system");
        long events = system.path("counts").path("events").asLong();
        assertThat(events).isPositive();
        assertThat(system.path("counts").path("queued").asLong()).isZero();
        assertThat(system.path("clock").path("factor").asInt()).isEqualTo(1);
        assertThat(system.path("writeKeys").path(0).path("key").asString()).isEqualTo(server.writeKey());
        assertThat(texts(list(system.path("topics")), "id")).containsExactly("news", "offers", "sales", "service");
        track("system", "Counted", "{}");
        server.settle();
        assertThat(server.get("/api/system").path("counts").path("events").asLong())
                .isEqualTo(events + 1);
    }
}

package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Answer;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.platform.ClockMoved;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The guard and the brake, from event to mail. It is noon of a Wednesday in Tokyo. */
class GuardEndToEndTest {

    private final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void publish(String id, String event, String fields) {
        var answer = server.apply("""
                scenario: %s
                name: %s
                topic: news
                trigger: {event: %s}
                %s
                steps:
                  - {id: mail, send: hello}
                messages:
                  hello:
                    from: {name: Shop, email: shop@example.jp}
                    subject: "%s to {{ customer.lastName }}"
                    mjml: |
                      <mjml><mj-body><mj-section><mj-column>
                        <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                      </mj-column></mj-section></mj-body></mjml>
                """.formatted(id, id, event, fields, id));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private Answer call(String method, String path, String body) {
        return server.call(
                method, path, body, "Authorization", "Bearer " + server.token(), "Content-Type", "application/yaml");
    }

    private void rules(String yaml) {
        assertThat(call("PUT", "/api/rules", yaml).status()).isEqualTo(200);
    }

    private void signUp(String user) {
        server.ingest(
                "identify",
                "{'userId':'" + user + "','traits':{'email':'" + user + "@example.jp','lastName':'" + user + "'}}");
    }

    private void does(String user, String event, String properties) {
        server.ingest("track", "{'userId':'" + user + "','event':'" + event + "','properties':{" + properties + "}}");
    }

    private void pass(Duration time) {
        clock.advance(time);
        server.publish(new ClockMoved());
        TestServer.await(
                "no timer to be due",
                () -> server.database()
                                .jdbc()
                                .sql("select count(*) from run where due <= ?::timestamptz")
                                .param(clock.instant().toString())
                                .query(Long.class)
                                .single()
                        == 0);
        server.settle();
    }

    private String reasonTold(String user, String what) {
        JsonNode customers =
                server.get("/api/customers?q=" + user + "@example.jp").path("customers");
        JsonNode entries = server.get(
                        "/api/customers/" + customers.path(0).path("id").asString() + "/timeline?limit=100")
                .path("entries");
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry -> entry.path("decision"))
                .filter(decision -> decision.path("what").asString("").equals(what))
                .map(decision -> decision.path("reason").path("ja").asString(""))
                .findFirst()
                .orElse("");
    }

    @Test
    void aCapHoldsAcrossScenariosAndTheMailGoesTheNextDay() {
        rules("caps: [{most: 1, per: day}]");
        publish("first", "A", "");
        publish("second", "B", "");
        signUp("hanako");
        does("hanako", "A", "");
        server.settle();
        does("hanako", "B", "");
        server.settle();

        assertThat(server.subjectsTo("hanako@")).containsExactly("first to hanako");
        assertThat(reasonTold("hanako", "deferred")).isEqualTo("配信頻度の上限に達しています");
        pass(Duration.ofHours(23));
        assertThat(server.subjectsTo("hanako@")).hasSize(1);
        pass(Duration.ofHours(2));
        assertThat(server.subjectsTo("hanako@")).containsExactly("first to hanako", "second to hanako");
    }

    @Test
    void aMailOfTheNightGoesInTheMorningOfTheCustomer() {
        rules("quiet-hours: {from: \"22:00\", to: \"07:00\"}");
        publish("night", "A", "");
        signUp("hanako");
        pass(Duration.ofHours(11));
        does("hanako", "A", "");
        server.settle();

        assertThat(server.subjectsTo("hanako@")).isEmpty();
        assertThat(reasonTold("hanako", "deferred")).isEqualTo("配信を控える時間帯です");
        pass(Duration.ofHours(7));
        assertThat(server.subjectsTo("hanako@")).isEmpty();
        server.restart();
        pass(Duration.ofHours(1));
        assertThat(server.subjectsTo("hanako@")).containsExactly("night to hanako");
    }

    @Test
    void whoBouncedOrComplainedGetsNothingUntilItIsLifted() {
        publish("hello", "A", "");
        signUp("hanako");
        signUp("taro");
        does("hanako", "Message Bounced", "'hard':true");
        does("taro", "Message Complained", "");
        does("hanako", "A", "");
        does("taro", "A", "");
        server.settle();

        assertThat(server.subjectsTo("@example.jp")).isEmpty();
        assertThat(reasonTold("hanako", "blocked")).isEqualTo("この宛先には届きません（ハードバウンスまたはブロック）");
        assertThat(reasonTold("taro", "blocked")).isEqualTo("迷惑メールとして報告されました");
        assertThat(server.database()
                        .jdbc()
                        .sql("select address || ' ' || reason from suppression order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("hanako@example.jp bounced", "taro@example.jp complained");

        clock.advance(Duration.ofMinutes(1));
        does("hanako", "Suppression Lifted", "");
        does("hanako", "A", "");
        server.settle();
        assertThat(server.subjectsTo("hanako@")).containsExactly("hello to hanako");
    }

    @Test
    void whatHasLeftIsToldToAScenarioThatListens() {
        publish("hello", "A", "");
        publish("again", "Message Sent", "reentry: {after-exit: never}");
        signUp("hanako");
        does("hanako", "A", "");
        TestServer.await("the second mail", () -> server.subjectsTo("hanako@").size() == 2);
        assertThat(server.subjectsTo("hanako@")).containsExactly("hello to hanako", "again to hanako");
    }

    @Test
    void aScenarioAboutToReachTooManyStopsAndAsksAndNothingIsLost() {
        publish("flood", "A", "ceiling: 3");
        for (int i = 0; i < 8; i++) {
            signUp("user" + i);
            does("user" + i, "A", "");
            server.settle();
        }

        assertThat(server.subjectsTo("@example.jp")).hasSize(3);
        JsonNode brake = server.get("/api/brakes").path("brakes").path(0);
        assertThat(brake.path("scenario").asString()).isEqualTo("flood");
        assertThat(brake.path("ceiling").asLong()).isEqualTo(3);
        assertThat(brake.path("held").asLong()).isEqualTo(5);
        assertThat(reasonTold("user7", "held")).isEqualTo("想定より多くの人に届くため、確認を待っています");
        assertThat(server.get("/api/messages?status=held").path("messages")).hasSize(5);

        server.restart();
        assertThat(call("POST", "/api/brakes/flood/release", "").text()).contains("\"released\":5");
        server.settle();
        assertThat(server.subjectsTo("@example.jp")).hasSize(8);
        assertThat(server.get("/api/brakes").path("brakes")).isEmpty();
        // Today it may go on; tomorrow it is asked again.
        signUp("late");
        does("late", "A", "");
        server.settle();
        assertThat(server.subjectsTo("late@")).hasSize(1);
        pass(Duration.ofDays(1));
        for (int i = 0; i < 5; i++) {
            does("user" + i, "A", "");
            server.settle();
        }
        assertThat(server.subjectsTo("@example.jp")).hasSize(12);
        assertThat(call("POST", "/api/brakes/flood/drop", "").text()).contains("\"dropped\":2");
        server.settle();
        assertThat(server.subjectsTo("@example.jp")).hasSize(12);
        assertThat(server.get("/api/messages?status=withdrawn").path("messages"))
                .hasSize(2);
        assertThat(call("POST", "/api/brakes/flood/release", "").status()).isEqualTo(200);
        assertThat(call("POST", "/api/brakes/flood/release", "").status()).isEqualTo(404);
    }

    @Test
    void whatACrashLeftHeldAlthoughSomebodyAgreedGoesWithTheNextStart() throws IOException {
        publish("flood", "A", "ceiling: 1");
        for (int i = 0; i < 4; i++) {
            signUp("user" + i);
            does("user" + i, "A", "");
            server.settle();
        }
        assertThat(server.get("/api/messages?status=held").path("messages")).hasSize(3);
        // As if the process had ended after the first lot.
        server.database().jdbc().sql("update brake set agreed = '2026-04-01'").update();

        server.restart();

        TestServer.await(
                "the rest to leave", () -> server.subjectsTo("@example.jp").size() == 4);
    }

    @Test
    void aManyTimesUsualDayIsToManyAndANewScenarioHasAThousand() {
        publish("usual", "A", "");
        for (int day = 1; day <= 4; day++) {
            server.database()
                    .jdbc()
                    .sql("insert into entry_count values (0, 'usual', date '2026-04-01' - ?, 20), (0, 'new', date"
                            + " '2026-04-01', 0) on conflict do nothing")
                    .param(day)
                    .update();
        }
        server.database()
                .jdbc()
                .sql("insert into entry_count values (3, 'usual', '2026-04-01', 199), (3, 'new', '2026-04-01', 999)"
                        + " on conflict (scenario, day, shard) do update set n = excluded.n")
                .update();
        publish("new", "B", "");
        for (String user : new String[] {"one", "two"}) {
            signUp(user);
            does(user, "A", "");
            does(user, "B", "");
            server.settle();
        }
        assertThat(server.subjectsTo("one@")).containsExactlyInAnyOrder("usual to one", "new to one");
        assertThat(server.subjectsTo("two@")).isEmpty();
        assertThat(server.get("/api/brakes").path("brakes").findValuesAsString("ceiling"))
                .containsExactlyInAnyOrder("200", "1000");
    }

    @Test
    void rulesAreReadWrittenAndRefusedAsAWhole() {
        assertThat(server.get("/api/rules").path("version").asInt()).isZero();
        rules("caps: [{most: 1, per: day}]");
        rules("caps: [{most: 1, per: day}] # the same in other words");
        JsonNode rules = server.get("/api/rules");
        assertThat(rules.path("version").asInt()).isEqualTo(1);
        assertThat(rules.path("readback").path("ja").path(0).asString()).isEqualTo("メールは、1日間に1通まで。");
        Answer refused = call("PUT", "/api/rules", "caps: [{most: 1, per: day, topic: nowhere}]");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("/caps/0/topic");
        assertThat(call("PUT", "/api/rules", "quiet-hour: none").text()).contains("quiet-hours");
        assertThat(server.get("/api/rules").path("version").asInt()).isEqualTo(1);
        assertThat(server.get("/schema/rules.json").path("title").asString()).isEqualTo("Kikkake project rules");
    }
}

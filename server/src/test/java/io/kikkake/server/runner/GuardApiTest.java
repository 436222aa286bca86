package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Scene;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the guard would say now, as people ask it. It is noon in Tokyo. */
class GuardApiTest {

    private static final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private static TestServer server;
    private static Scene scene;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(clock);
        scene = new Scene(server, clock);
        assertThat(scene.call(
                                "PUT",
                                "/api/rules",
                                "{caps: [{most: 1, per: day}], quiet-hours: {from: \"22:00\", to: \"07:00\"}}",
                                "application/yaml")
                        .status())
                .isEqualTo(200);
        scene.publish("hello", "{event: Hello}");
        scene.publish(Scene.document("later", "{event: Later}", "- {id: pause, wait: 5d}\n- {id: mail, send: m}"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String path(String user, String question) {
        return "/api/customers/" + scene.customer(user) + "/guard?" + question;
    }

    private static List<String> texts(JsonNode checks, String field) {
        return StreamSupport.stream(checks.spliterator(), false)
                .map(check -> check.path(field).asString())
                .toList();
    }

    @Test
    void allChecksAreToldInTheirOrderWithTheFirstThatDoesNotPass() {
        scene.signUp("hanako");
        scene.does("hanako", "Hello");
        server.settle();
        JsonNode told = server.get(path("hanako", "scenario=hello&step=mail"));
        assertThat(texts(told.path("checks"), "check"))
                .containsExactly(
                        "wanted",
                        "consent",
                        "suppression",
                        "address",
                        "holdout",
                        "exclusion",
                        "cap",
                        "same-message",
                        "quiet-hours");
        assertThat(texts(told.path("checks"), "verdict"))
                .containsExactly("pass", "pass", "pass", "pass", "pass", "pass", "defer", "pass", "pass");
        assertThat(told.path("verdict").asString()).isEqualTo("defer");
        assertThat(told.path("decides").asString()).isEqualTo("cap");
        JsonNode cap = told.path("checks").path(6);
        assertThat(cap.path("until").asString()).isEqualTo("2026-04-02T03:00:00Z");
        assertThat(cap.path("reason").path("ja").asString()).isEqualTo("配信頻度の上限に達しています");
        assertThat(told.path("run").isNull()).isTrue();
        assertThat(told.path("message").asString()).isEqualTo("m");
    }

    @Test
    void whoRefusedIsBlockedAndWhoMayBeWrittenToPasses() {
        scene.signUp("refuser");
        scene.signUp("free");
        scene.does("refuser", "Topic Unsubscribed", "'topic':'news'");
        server.settle();
        JsonNode refused = server.get(path("refuser", "scenario=hello&message=m"));
        assertThat(refused.path("decides").asString()).isEqualTo("consent");
        assertThat(refused.path("verdict").asString()).isEqualTo("block");
        JsonNode free = server.get(path("free", "scenario=hello&message=m"));
        assertThat(free.path("verdict").asString()).isEqualTo("pass");
        assertThat(free.path("decides").isNull()).isTrue();
    }

    @Test
    void aRunUnderWayIsAskedAboutOnItsOwnVersionAndNothingChanges() {
        scene.signUp("walker");
        scene.does("walker", "Later");
        server.settle();
        scene.publish(Scene.document("later", "{event: Later}", "- {id: now, send: m}"));
        long traces = scene.count("select count(*) from trace");
        JsonNode told = server.get(path("walker", "scenario=later&step=mail"));
        assertThat(told.path("version").asInt()).isEqualTo(1);
        assertThat(told.path("run").asString()).isNotEmpty();
        assertThat(told.path("verdict").asString()).isEqualTo("pass");
        assertThat(scene.count("select count(*) from trace")).isEqualTo(traces);
        scene.archive("later");
        assertThat(server.get(path("walker", "scenario=later&step=mail"))
                        .path("decides")
                        .asString())
                .isEqualTo("wanted");
    }

    @Test
    void whatIsNotThereIsNamed() {
        scene.signUp("asked");
        server.settle();
        assertThat(status(path("asked", "scenario=hello&step=nothing"))).isEqualTo(404);
        assertThat(status(path("asked", "scenario=hello&message=nothing"))).isEqualTo(404);
        assertThat(status(path("asked", "scenario=nothing&step=mail"))).isEqualTo(404);
        assertThat(status(path("asked", "scenario=hello"))).isEqualTo(400);
        assertThat(status(path("asked", "scenario=hello&step=mail&message=m"))).isEqualTo(400);
        assertThat(status("/api/customers/999999/guard?scenario=hello&step=mail"))
                .isEqualTo(404);
        assertThat(status("/api/customers/x/guard?scenario=hello&step=mail")).isEqualTo(404);
    }

    private static int status(String path) {
        return scene.call("GET", path, "", "application/json").status();
    }

    @Test
    void aCustomerWhoWasMergedAwayIsTheOneTheyBecame() {
        scene.visitorDoes("device", "Looked");
        server.settle();
        long visitor = scene.count("select max(id) from customer");
        scene.signUp("owner");
        scene.does("owner", "Topic Unsubscribed", "'topic':'news'");
        server.ingest("identify", "{'userId':'owner','anonymousId':'device'}");
        server.settle();
        JsonNode told = server.get("/api/customers/" + visitor + "/guard?scenario=hello&step=mail");
        assertThat(told.path("decides").asString()).isEqualTo("consent");
    }
}

package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Seeding;
import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.state.Tally;
import io.kikkake.engine.value.Value;
import io.kikkake.server.Answer;
import io.kikkake.server.Scene;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.scenario.Scenarios;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of runs, and of what they need, when a scenario is published again. */
class VersionsTest {

    private static final String BEFORE =
            Scene.document("path", "{event: Go}", "- {id: a, wait: 5d}\n- {id: b, wait: 5d}\n- {id: mail, send: m}");
    private static final String AFTER =
            Scene.document("path", "{event: Go}", "- {id: calm, wait: 5d}\n- {id: mail, send: m}");

    private final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private TestServer server;
    private Scene scene;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(clock);
        scene = new Scene(server, clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** One customer waits at b, two at a. */
    private void threeOnTheirWay() {
        scene.publish(BEFORE);
        for (String user : new String[] {"early", "second", "third"}) {
            scene.signUp(user);
        }
        scene.does("early", "Go");
        server.settle();
        scene.pass(Duration.ofDays(5));
        scene.does("second", "Go");
        scene.does("third", "Go");
        server.settle();
    }

    private Answer preview(String query) {
        return scene.call("POST", "/api/scenarios/move-preview" + query, AFTER, "application/yaml");
    }

    private Answer move(String query) {
        return scene.call("POST", "/api/scenarios?running=move" + query, AFTER, "application/yaml");
    }

    @Test
    void theOfferTellsHowManyGoWhereAndMovingDoesJustThat() {
        threeOnTheirWay();
        assertThat(preview("?steps=a:calm").text())
                .isEqualTo("{\"runs\":[{\"version\":1,\"step\":\"a\",\"to\":\"calm\",\"runs\":2},"
                        + "{\"version\":1,\"step\":\"b\",\"to\":null,\"runs\":1}]}");
        assertThat(server.get("/api/scenarios/path").path("version").asInt()).isEqualTo(1);

        assertThat(move("&steps=a:calm").status()).isEqualTo(200);
        scene.batchesEnd();
        assertThat(scene.count("select count(*) from run where version = 2 and step = 'calm'"))
                .isEqualTo(2);
        // Nothing stands for the step of the third: the run ends, and the timeline says why.
        assertThat(scene.count("select count(*) from run where version = 1")).isZero();
        assertThat(scene.count("select count(*) from trace where what = 'ended' and detail = 'step-gone'"))
                .isEqualTo(1);
        assertThat(preview("?steps=a:calm").text())
                .contains("{\"version\":2,\"step\":\"calm\",\"to\":\"calm\",\"runs\":2}");
        scene.pass(Duration.ofDays(5));
        assertThat(scene.mails("second")).containsExactly("path");
        assertThat(scene.mails("third")).containsExactly("path");
        assertThat(scene.mails("early")).isEmpty();
    }

    @Test
    void aMappingThatNamesAStepThatIsNotThereIsRefusedBeforeAnythingHappens() {
        threeOnTheirWay();
        for (Answer refused : new Answer[] {preview("?steps=a:clam"), move("&steps=a:clam")}) {
            assertThat(refused.status()).isEqualTo(422);
            var fault = refused.json().path("errors").path(0);
            assertThat(fault.path("path").asString()).isEqualTo("?steps=a:clam");
            assertThat(fault.path("message").asString()).isEqualTo("The new version has no step \"clam\".");
            assertThat(fault.path("suggestion").asString()).isEqualTo("a:calm");
        }
        Answer unknown = move("&steps=mial:mail,b:calm");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.json().path("errors").path(0).path("message").asString())
                .isEqualTo("No earlier version has a step \"mial\".");
        assertThat(unknown.json().path("errors").path(0).path("suggestion").asString())
                .isEqualTo("mail:mail");
        assertThat(move("&steps=a").status()).isEqualTo(400);
        assertThat(server.get("/api/scenarios/path").path("version").asInt()).isEqualTo(1);
        assertThat(scene.count("select count(*) from run where version = 1")).isEqualTo(3);
        assertThat(scene.count("select count(*) from batch where kind = 'moved'"))
                .isZero();
    }

    @Test
    void withoutAMappingThoseUnderWayStayOnTheirVersion() {
        threeOnTheirWay();
        scene.publish(AFTER);
        scene.pass(Duration.ofDays(5));
        assertThat(scene.mails("early")).containsExactly("path");
        assertThat(scene.count("select count(*) from run where version = 1 and step = 'b'"))
                .isEqualTo(2);
    }

    private Collection<Tally> tallies(String user) {
        byte[] state = server.database()
                .jdbc()
                .sql("select state from customer_state where customer_id = ?")
                .param(scene.customer(user))
                .query(byte[].class)
                .single();
        return StateCodec.read(state, scene.customer(user), Value.ObjectOf.EMPTY)
                .memory()
                .tallies()
                .values();
    }

    private boolean somethingIsAsked() {
        return !Seeding.asked(server.bean(Scenarios.class).current()).isEmpty();
    }

    @Test
    void whatAnOldVersionAskedOfThePastIsForgottenOnceNobodyIsInItAnyMore() {
        String asking = Scene.document("path", "{event: Go}", """
                - {id: a, wait: 5d}
                - {id: b, branch: {cases: [{when: {performed: Viewed, at-least: 2, within: 30d}, next: mail}], else: end}}
                - {id: mail, send: m}
                """);
        scene.publish(asking);
        scene.signUp("walker");
        scene.does("walker", "Viewed");
        scene.does("walker", "Go");
        server.settle();
        scene.publish(AFTER);

        // As long as somebody is in it, what it asks is kept and kept true.
        scene.pass(Duration.ofHours(3));
        server.restart();
        scene.does("walker", "Viewed");
        server.settle();
        assertThat(tallies("walker"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Tally.Moments.class,
                        views -> assertThat(views.seconds()).hasSize(2));
        scene.pass(Duration.ofDays(5));
        assertThat(scene.mails("walker")).containsExactly("path");

        scene.pass(Duration.ofHours(1));
        TestServer.await("nothing to be asked", () -> !somethingIsAsked());
        scene.does("walker", "Go");
        server.settle();
        assertThat(tallies("walker")).isEmpty();
        scene.pass(Duration.ofMinutes(1));
        TestServer.await("every shard to know", () -> scene.count("select count(*) from tally_seed") == 0);
        server.restart();
        assertThat(somethingIsAsked()).isFalse();
        assertThat(server.get("/api/system").path("seeding").isNull()).isTrue();
    }
}

package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Scene;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to customers who do nothing at all, because a moment comes. It is noon of a Wednesday in Tokyo. */
class TimeAloneTest {

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

    @Test
    void whoLeavesASegmentByTimeAloneStartsOnceWhenTheMomentPasses() {
        scene.publish("left", "{left: {performed: Product Viewed, within: 7d}}");
        scene.signUp("idle");
        scene.signUp("busy");
        scene.does("idle", "Product Viewed");
        scene.does("busy", "Product Viewed");
        scene.pass(Duration.ofDays(6));
        scene.does("busy", "Product Viewed");
        server.settle();
        assertThat(scene.mails("idle")).isEmpty();

        scene.pass(Duration.ofDays(1).plusMinutes(1));
        assertThat(scene.mails("idle")).containsExactly("left");
        assertThat(scene.mails("busy")).isEmpty();
        scene.pass(Duration.ofDays(3));
        assertThat(scene.mails("idle")).hasSize(1);
    }

    @Test
    void aMomentThatPassesWhileTheServerIsDownCountsOnceAfterTheStart() {
        scene.publish("left", "{left: {performed: Product Viewed, within: 7d}}");
        scene.publish("back", "{entered: {performed: Product Viewed, within: 7d}}");
        scene.signUp("idle");
        scene.does("idle", "Product Viewed");
        server.settle();
        server.restart();
        clock.advance(Duration.ofDays(8));
        server.restart();
        scene.pass(Duration.ZERO);
        assertThat(scene.mails("idle")).containsExactly("back", "left");

        server.restart();
        scene.pass(Duration.ofDays(1));
        assertThat(scene.mails("idle")).hasSize(2);
        scene.does("idle", "Product Viewed");
        server.settle();
        scene.pass(Duration.ofDays(7).plusMinutes(1));
        assertThat(scene.mails("idle")).containsExactly("back", "left", "back", "left");
    }

    @Test
    void theNextThingIsABirthdayOrANewsletterIfThatComesBeforeAnyRun() {
        NextDue next = server.bean(NextDue.class);
        assertThat(next.next()).isEmpty();
        scene.publish("birthday", "{date: born, every: year, at: \"09:00\"}");
        scene.signUp("hanako", "'born':'1990-04-04'");
        server.settle();
        assertThat(next.next()).contains(new NextDue.Due(Instant.parse("2026-04-04T00:00:00Z"), "birthday", "trigger"));
        assertThat(next.isRunWaiting()).isFalse();

        scene.publish(Scene.document("slow", "{event: Go}", "- {id: pause, wait: 5d}"));
        scene.does("hanako", "Go");
        server.settle();
        assertThat(next.next().orElseThrow().scenario()).isEqualTo("birthday");
        assertThat(next.isRunWaiting()).isTrue();

        scene.publish("letter", "{schedule: {every: day, at: \"09:00\"}, to: {attribute: letter, equals: true}}");
        assertThat(next.next()).contains(new NextDue.Due(Instant.parse("2026-04-02T00:00:00Z"), "letter", "trigger"));
        scene.archive("letter");
        scene.archive("birthday");
        scene.pass(Duration.ofDays(3));
        assertThat(next.next()).contains(new NextDue.Due(Instant.parse("2026-04-06T03:00:00Z"), "slow", "pause"));
    }
}

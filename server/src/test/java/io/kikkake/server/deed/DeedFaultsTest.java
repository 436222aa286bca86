package io.kikkake.server.deed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kikkake.engine.Effect;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import io.kikkake.server.Scene;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What steps do besides sending, when something goes wrong in between. */
class DeedFaultsTest {

    private static final int LONGEST_ANSWER = 32 * 1024;
    private static final Map<String, Queue<String>> idsByPath = new ConcurrentHashMap<>();
    private static HttpServer crm;

    private final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private TestServer server;
    private Scene scene;

    @BeforeAll
    static void startCrm() throws IOException {
        crm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        crm.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            ids(path).add(String.valueOf(exchange.getRequestHeaders().getFirst("Kikkake-Id")));
            byte[] answer = answer(path).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        crm.start();
    }

    @AfterAll
    static void stopCrm() {
        crm.stop(0);
    }

    @BeforeEach
    void start() throws IOException {
        idsByPath.clear();
        server = TestServer.start(clock);
        scene = new Scene(server, clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Queue<String> ids(String path) {
        return idsByPath.computeIfAbsent(path, none -> new ConcurrentLinkedQueue<>());
    }

    private static String answer(String path) {
        return switch (path) {
            case "/longest" -> padded(LONGEST_ANSWER);
            case "/too-long" -> padded(LONGEST_ANSWER + 1);
            case "/silver" -> "{\"tier\":\"silver\"}";
            default -> "{\"tier\":\"gold\"}";
        };
    }

    /** JSON of so many bytes. */
    private static String padded(int bytes) {
        String frame = "{\"tier\":\"gold\",\"pad\":\"\"}";
        return frame.replace("\"\"", "\"" + "x".repeat(bytes - frame.length()) + "\"");
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + crm.getAddress().getPort() + path;
    }

    private void asking(String id, String path) {
        scene.publish(Scene.document(id, "{event: Go}", """
                - {id: h, webhook: {url: "%s", await: 1h, on-failure: end}}
                - {id: mail, send: m}
                """.formatted(url(path)), "{{ steps.h.answer.tier }}"));
    }

    /** From now on the statement fails; a sequence remembers that it did, for it does not roll back. */
    private void fails(String table, String when) {
        var jdbc = server.database().jdbc();
        jdbc.sql("create sequence failed").update();
        jdbc.sql("""
                create function fails() returns trigger language plpgsql as
                $$ begin perform nextval('failed'); raise exception 'killed'; end $$""").update();
        jdbc.sql("create trigger fails before insert or update on " + table + " for each row when (" + when
                        + ") execute function fails()")
                .update();
    }

    private void itFailedAndTheServerStartsAgain(String table) {
        TestServer.await(
                "the failure",
                () -> server.database()
                        .jdbc()
                        .sql("select is_called from failed")
                        .query(Boolean.class)
                        .single());
        assertThat(scene.mails("asker")).isEmpty();
        server.database().jdbc().sql("drop trigger fails on " + table).update();
        server.restart();
    }

    private void calledTwiceAndGoneOnOnce(String path) {
        TestServer.await("the mail", () -> !scene.mails("asker").isEmpty());
        TestServer.await(
                "the call to be over", () -> scene.count("select count(*) from webhook_call where status = 2") == 1);
        server.settle();
        assertThat(scene.mails("asker")).containsExactly("gold");
        assertThat(ids(path)).hasSize(2);
        assertThat(List.copyOf(ids(path)).getFirst())
                .isEqualTo(List.copyOf(ids(path)).getLast());
        assertThat(scene.count("select count(*) from event where kind = 9")).isEqualTo(1);
        assertThat(scene.count("select count(*) from trace where step = 'h' and what = 'done'"))
                .isEqualTo(1);
    }

    @Test
    void aCallWhoseAnswerWasLostIsMadeAgainWithItsIdAndTheRunGoesOnOnce() {
        asking("lost", "/lost");
        scene.signUp("asker");
        fails("event", "new.kind = 9");
        scene.does("asker", "Go");
        itFailedAndTheServerStartsAgain("event");
        calledTwiceAndGoneOnOnce("/lost");
    }

    @Test
    void anAnswerThatIsInTheLogAlreadyIsNotHeardTwice() {
        asking("twice", "/twice");
        scene.signUp("asker");
        fails("webhook_call", "new.status = 2");
        scene.does("asker", "Go");
        TestServer.await("the answer", () -> scene.count("select count(*) from event where kind = 9") == 1);
        TestServer.await("the mail", () -> !scene.mails("asker").isEmpty());
        server.database().jdbc().sql("drop trigger fails on webhook_call").update();
        server.restart();
        calledTwiceAndGoneOnOnce("/twice");
    }

    @Test
    void anAnswerOfThirtyTwoKibibytesIsTakenAndALongerOneIsAFailure() {
        asking("longest", "/longest");
        scene.publish(Scene.document(
                "too-long", "{event: Go}", """
                - {id: h, webhook: {url: "%s", await: 1h, on-failure: sorry}}
                - {id: happy, exit: true}
                - {id: sorry, send: m}
                """.formatted(url("/too-long")), "sorry{{ steps.h.answer.tier }}"));
        scene.signUp("asker");
        scene.does("asker", "Go");
        TestServer.await("both mails", () -> scene.mails("asker").size() == 2);
        assertThat(scene.mails("asker")).containsExactlyInAnyOrder("gold", "sorry");
        assertThat(scene.count(
                        "select count(*) from webhook_call where scenario = 'too-long' and status = 3 and attempts = 1"
                                + " and error = 'Answered with more than 32 KiB'"))
                .isEqualTo(1);
    }

    @Test
    void whatAStepBroughtDecidesWhereTheRunGoes() {
        for (String tier : new String[] {"gold", "silver"}) {
            scene.publish(Scene.document("for-" + tier, "{event: Go}", """
                    - {id: h, webhook: {url: "%s", await: 1h, on-failure: end}}
                    - {id: b, branch: {cases: [{when: {all: [{step: h.ok, equals: true}, {step: h.answer.tier, equals: gold}]}, next: mail}], else: end}}
                    - {id: mail, send: m}
                    """.formatted(url("/" + tier))));
        }
        scene.signUp("asker");
        scene.does("asker", "Go");
        TestServer.await(
                "both runs to be over", () -> scene.count("select count(*) from trace where what = 'ended'") == 2);
        server.settle();
        assertThat(scene.mails("asker")).containsExactly("for-gold");
    }

    @Test
    void twoShardsThatReachForTheLastCodeAtOnceGetItOnceAndNeitherWaits() throws SQLException {
        pool("last", "LAST");
        Coupons coupons = server.bean(Coupons.class);
        Instant now = clock.instant();
        try (Connection one = transaction();
                Connection other = transaction()) {
            assertThat(coupons.take(one, 1, take("c-1"), now)).contains("LAST");
            assertThat(coupons.take(other, 2, take("c-2"), now)).isEmpty();
            one.commit();
            other.commit();
            // Asked again after a crash, it is the same code.
            assertThat(coupons.take(other, 1, take("c-1"), now)).contains("LAST");
            assertThat(coupons.take(other, 2, take("c-2"), now)).isEmpty();
            other.commit();
        }
    }

    private Connection transaction() throws SQLException {
        Connection connection = server.database().dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private Effect.TakeCoupon take(String id) {
        var run = new Run("r-" + id, "s", 1, null, Value.ObjectOf.EMPTY, clock.instant(), "c", 1, null);
        return new Effect.TakeCoupon(id, run, "last", null);
    }

    private void pool(String name, String codes) {
        assertThat(scene.call("POST", "/api/coupons/" + name, codes, "text/plain")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ofManyWhoAskAtTheSameTimeOneGetsTheLastCodeAndTheOthersGoTheWayForNone() {
        pool("last", "LAST");
        scene.publish(Scene.document("with", "{event: Go}", """
                - {id: c, coupon: {pool: last, if-empty: skip}}
                - {id: mail, send: m}
                """, "code:{{ steps.c.code }}"));
        scene.publish(Scene.document("without", "{event: Go}", """
                - {id: c, coupon: {pool: last}}
                - {id: mail, send: m}
                """, "never"));
        var go = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            scene.signUp("u" + i);
            go.add("{'type':'track','userId':'u" + i + "','event':'Go'}");
        }
        server.settle();
        server.ingest("batch", "{'batch':" + go + "}");
        server.settle();

        var subjects = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            subjects.addAll(scene.mails("u" + i));
        }
        long taken = subjects.stream()
                .filter(subject -> subject.equals("code:LAST") || subject.equals("never"))
                .count();
        assertThat(taken).isEqualTo(1);
        assertThat(subjects.stream().filter("code:"::equals).count()
                        + subjects.stream().filter("code:LAST"::equals).count())
                .isEqualTo(12);
        assertThat(scene.count("select count(*) from coupon where taken_by is not null"))
                .isEqualTo(1);
        assertThat(scene.count("select count(*) from trace where detail = 'pool-empty' and what = 'skipped'"))
                .isEqualTo(23);
    }

    @Test
    void aMessageThatHasNotLeftIsWithdrawnByTheGoalAlsoAfterTheRunHasEnded() {
        scene.publish(Scene.document("offer", "{event: Go}", "- {id: mail, send: m}")
                + "goal: {event: Bought}\nceiling: 1\n");
        for (String user : new String[] {"first", "second", "third"}) {
            scene.signUp(user);
            scene.does(user, "Go");
            server.settle();
        }
        assertThat(scene.mails("first")).hasSize(1);
        assertThat(scene.count("select count(*) from run")).isZero();
        assertThat(scene.count("select count(*) from outbox where status = 7")).isEqualTo(2);
        scene.does("second", "Bought");
        server.settle();

        assertThat(scene.count(
                        "select count(*) from outcome where status = 5 and customer_id = ?", scene.customer("second")))
                .isEqualTo(1);
        assertThat(scene.call("POST", "/api/brakes/offer/release", "", "application/json")
                        .text())
                .contains("\"released\":1");
        server.settle();
        assertThat(scene.mails("second")).isEmpty();
        assertThat(scene.mails("third")).containsExactly("offer");
    }
}

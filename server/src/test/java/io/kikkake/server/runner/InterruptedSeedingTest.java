package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.state.Tally;
import io.kikkake.engine.value.Value;
import io.kikkake.server.Scene;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tallies are made from the event log once for each customer, whatever happens in between. */
class InterruptedSeedingTest {

    /** 300 in each shard: a piece of 200, and one that ends it. */
    private static final int CUSTOMERS = 1_200;

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
    void whatIsInterruptedAfterTheFirstPieceGoesOnWithTheSecond() {
        everybodyViews();
        lastPieceFails();
        assertThat(server.apply(Scene.document(
                                "views",
                                "{event: Viewed, where: {performed: Viewed, at-least: 3, within: 7d}}",
                                "- {id: mail, send: m}"))
                        .statusCode())
                .isEqualTo(200);
        TestServer.await(
                "the first piece of each shard",
                () -> scene.count("select count(*) from tally_seed where customer between 1 and 1200") == 4);

        JsonNode seeding = server.get("/api/scenarios/views").path("seeding");
        assertThat(seeding.path("total").asLong()).isEqualTo(CUSTOMERS);
        assertThat(seeding.path("done").asLong()).isBetween(700L, 900L);
        assertThat(server.get("/api/system").path("seeding")).isEqualTo(seeding);
        server.restart();
        assertThat(tallied()).hasSize(800);
        assertThat(server.get("/api/scenarios/views").path("seeding")).isEqualTo(seeding);

        firstPieceIsWatched();
        server.database().jdbc().sql("drop trigger fails on tally_seed").update();
        TestServer.await(
                "the rest",
                () -> server.get("/api/scenarios/views").path("seeding").isNull());
        Map<Integer, Integer> counted = tallied();
        assertThat(counted).hasSize(CUSTOMERS);
        counted.forEach(
                (user, views) -> assertThat(views).as("views of u" + user).isEqualTo(1 + user % 2));
        assertThat(scene.count("select last_value - 1 from seeded_again")).isZero();
        assertThat(happened()).isZero();

        for (int user : new int[] {0, 1, CUSTOMERS - 2, CUSTOMERS - 1}) {
            scene.signUp("u" + user);
            scene.does("u" + user, "Viewed");
        }
        server.settle();
        assertThat(scene.mails("u0")).isEmpty();
        assertThat(scene.mails("u1")).containsExactly("views");
        assertThat(scene.mails("u" + (CUSTOMERS - 2))).isEmpty();
        assertThat(scene.mails("u" + (CUSTOMERS - 1))).containsExactly("views");
    }

    /** Once those with an even number, twice the others. */
    private void everybodyViews() {
        var events = new ArrayList<String>();
        for (int user = 0; user < CUSTOMERS; user++) {
            for (int view = 0; view <= user % 2; view++) {
                events.add("{'type':'track','userId':'u" + user + "','event':'Viewed','timestamp':'2026-03-3" + view
                        + "T00:00:00Z'}");
            }
        }
        var answer = server.ingest("batch", "{'batch':" + events + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        server.settle();
    }

    private void lastPieceFails() {
        server.database().jdbc().sql("""
                create function fails() returns trigger language plpgsql as
                $$ begin raise exception 'interrupted'; end $$""").update();
        server.database()
                .jdbc()
                .sql("create trigger fails before update on tally_seed for each row" + " when (new.customer = "
                        + TallySeeds.ALL + ") execute function fails()")
                .update();
    }

    /** Counts states that are written a second time; a sequence does not forget what was rolled back. */
    private void firstPieceIsWatched() {
        server.database().jdbc().sql("create sequence seeded_again").update();
        server.database()
                .jdbc()
                .sql("select nextval('seeded_again')")
                .query(Long.class)
                .single();
        server.database().jdbc().sql("""
                create function watches() returns trigger language plpgsql as
                $$ begin perform nextval('seeded_again'); return new; end $$""").update();
        server.database()
                .jdbc()
                .sql("create trigger watches before update on customer_state for each row"
                        + " execute function watches()")
                .update();
    }

    /** By number of the user, how many views are counted. */
    private Map<Integer, Integer> tallied() {
        var counted = new HashMap<Integer, Integer>();
        server.database()
                .jdbc()
                .sql("select i.value, s.customer_id, s.state from customer_state s"
                        + " join customer_identity i on i.customer_id = s.customer_id where i.kind = 1")
                .query(row -> {
                    var state = StateCodec.read(row.getBytes(3), row.getLong(2), Value.ObjectOf.EMPTY);
                    for (Tally tally : state.memory().tallies().values()) {
                        counted.merge(
                                Integer.valueOf(row.getString(1).substring(1)),
                                ((Tally.Moments) tally).seconds().size(),
                                Integer::sum);
                    }
                });
        return counted;
    }

    /** Nothing else happens to anybody. */
    private long happened() {
        return scene.count(
                "select (select count(*) from trace) + (select count(*) from run) + (select count(*) from outbox)");
    }
}

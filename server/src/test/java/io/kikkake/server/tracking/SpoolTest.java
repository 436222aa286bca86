package io.kikkake.server.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.server.TestDatabase;
import io.kikkake.server.customer.Learned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was noticed is neither lost nor told twice. */
class SpoolTest {

    private static final TestDatabase database = TestDatabase.create();
    private static final Instant SENT = Instant.parse("2026-04-01T00:00:00Z");

    @TempDir
    private Path directory;

    private final Reactions reactions = new Reactions(database.dataSource(), database.jdbc());
    private final Set<String> logged = new LinkedHashSet<>();
    private final List<Learned.Fact> told = new ArrayList<>();
    private boolean databaseIsDown;

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty("reaction", "reacted", "reaction_count");
    }

    private Drain drain(Spool spool) {
        return new Drain(spool, TrackerFixture.TOKENS, reactions, event -> {
            if (databaseIsDown) {
                throw new IllegalStateException("The database is down.");
            }
            ((Learned) event).facts().forEach(fact -> {
                told.add(fact);
                logged.add(fact.messageId());
            });
        });
    }

    private static Reaction click(String send, long customer, int second) {
        var mail = new Sending(send, customer, "cart", "mail_1", "m", "offers", SENT);
        String token = TrackerFixture.TOKENS.write(
                new Reference.Link(mail, 0, new Marked("https://shop.example/?utm_source=k", 21, 13)));
        return new Reaction(SENT.plusSeconds(second), null, null, token);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void a_click_becomes_an_event_once_its_neighbours_are_known() throws Exception {
        try (var spool = new Spool(directory)) {
            Drain drain = drain(spool);
            spool.add(click("m1", 7, 60));
            drain.turn(SENT.plusSeconds(61));
            assertThat(told).isEmpty();
            drain.turn(SENT.plusSeconds(65));

            assertThat(told).singleElement().satisfies(fact -> {
                assertThat(fact.name()).isEqualTo("Message Clicked");
                assertThat(fact.customer()).isEqualTo(7);
                assertThat(fact.at()).isEqualTo(SENT.plusSeconds(60));
                assertThat(fact.properties().get("link")).isEqualTo("https://shop.example/");
                assertThat(fact.properties().get("scenario")).isEqualTo("cart");
                assertThat(fact.properties().containsKey("machine")).isFalse();
            });
            assertThat(reactions.people("cart").get("mail_1")).isEqualTo(new Reactions.People(0, 1));
            assertThat(files()).as("what is in the log need not be kept").isEmpty();
        }
    }

    @Test
    void what_comes_while_the_database_is_down_is_told_when_it_is_back() throws Exception {
        try (var spool = new Spool(directory)) {
            Drain drain = drain(spool);
            databaseIsDown = true;
            for (int i = 0; i < 1_200; i++) {
                spool.add(click("m" + i, i, 60));
            }
            assertThatThrownBy(() -> drain.turn(SENT.plusSeconds(100))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> drain.turn(SENT.plusSeconds(101))).isInstanceOf(IllegalStateException.class);
            databaseIsDown = false;
            while (drain.turn(SENT.plusSeconds(102))) {
                // some hundreds at a time
            }

            assertThat(told).hasSize(1_200);
            assertThat(reactions.people("cart").get("mail_1")).isEqualTo(new Reactions.People(0, 1_200));
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void a_process_that_is_killed_leaves_it_to_the_next() throws Exception {
        var killed = new Spool(directory);
        killed.add(click("m1", 1, 60));
        killed.add(click("m2", 2, 60));
        drain(killed).turn(SENT.plusSeconds(61));
        killed.add(click("m3", 3, 61));
        Files.writeString(files().getLast(), "177500", StandardOpenOption.APPEND);

        try (var spool = new Spool(directory)) {
            Drain drain = drain(spool);
            drain.turn(SENT.plusSeconds(100));

            assertThat(told.stream().map(Learned.Fact::customer)).containsExactlyInAnyOrder(1L, 2L, 3L);
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void a_replayed_token_is_one_click_an_hour_and_one_person() throws Exception {
        try (var spool = new Spool(directory)) {
            Drain drain = drain(spool);
            for (int second = 0; second < 7_200; second += 60) {
                spool.add(click("m1", 1, second + 10));
            }
            drain.turn(SENT.plusSeconds(8_000));

            assertThat(logged).hasSize(2);
            assertThat(reactions.of("m1")).hasSize(2);
            assertThat(reactions.people("cart").get("mail_1")).isEqualTo(new Reactions.People(0, 1));
        }
    }

    @Test
    void a_scanner_is_recorded_and_counts_for_nobody() throws IOException, SQLException {
        try (var spool = new Spool(directory)) {
            Drain drain = drain(spool);
            Reaction click = click("m1", 1, 60);
            spool.add(new Reaction(click.at(), "scanner", null, click.token()));
            spool.add(click("m1", 1, 600));
            drain.turn(SENT.plusSeconds(700));

            assertThat(told.getFirst().properties().get("machine")).isEqualTo(true);
            assertThat(told.getFirst().properties().get("why")).isEqualTo("scanner");
            assertThat(told.getLast().properties().get("machine")).isNull();
            assertThat(reactions.people("cart").get("mail_1")).isEqualTo(new Reactions.People(0, 1));
        }
    }
}

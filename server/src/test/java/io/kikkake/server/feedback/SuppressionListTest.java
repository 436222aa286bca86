package io.kikkake.server.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Answer;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.customer.Suppressions;
import io.kikkake.server.platform.ClockMoved;
import io.kikkake.server.platform.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Addresses that get no mail: out to a file and in from one, for good and for a while. */
class SuppressionListTest {

    private static final String NEWS = """
            scenario: news
            name: News
            topic: news
            trigger: {event: Asked}
            key: n
            steps:
              - {id: first, send: hello}
            messages:
              hello:
                from: {name: Shop, email: shop@example.com}
                subject: "Hello {{ event.n }}"
                mjml: |
                  <mjml><mj-body><mj-section><mj-column>
                    <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                  </mj-column></mj-section></mj-body></mjml>
            """;

    private final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private TestServer server;
    private int asked;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(
                clock, Map.of("kikkake.mail.bounce-domain", "bounce.example.com", "kikkake.feedback.smtp-port", "0"));
        server.ingest("identify", "{'userId':'hanako','traits':{'email':'hanako@example.jp'}}");
        assertThat(server.apply(NEWS).statusCode()).isEqualTo(200);
        server.settle();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode imports(String csv) {
        HttpResponse<String> answer = server.post(
                "/api/suppressions/import",
                "text/csv",
                csv.getBytes(UTF_8),
                Map.of("Authorization", "Bearer " + server.token()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.mapper().readTree(answer.body());
    }

    private Answer add(String json) {
        return server.call(
                "POST",
                "/api/suppressions",
                json.replace('\'', '"'),
                "Authorization",
                "Bearer " + server.token(),
                "Content-Type",
                "application/json");
    }

    private String exported() {
        Answer answer = server.call("GET", "/api/suppressions/export", "", "Authorization", "Bearer " + server.token());
        assertThat(answer.status()).isEqualTo(200);
        return answer.text();
    }

    private List<String> entries() {
        return server.database()
                .jdbc()
                .sql("select address || ' ' || reason || ' ' || coalesce(until::text, 'for good') from suppression"
                        + " order by address, reason")
                .query(String.class)
                .list();
    }

    private long count(String sql) {
        return server.database().jdbc().sql(sql).query(Long.class).single();
    }

    private List<String> mailed() {
        asked++;
        server.ingest("track", "{'userId':'hanako','event':'Asked','properties':{'n':" + asked + "}}");
        server.settle();
        return server.subjectsTo("hanako@example.jp");
    }

    private void pass(Duration time) {
        clock.advance(time);
        server.publish(new ClockMoved());
    }

    @Test
    void aFileOfAHundredThousandAddressesGoesInAndComesOutAgain() {
        var csv = new StringBuilder("address,name\r\n");
        for (int i = 0; i < 100_000; i++) {
            csv.append(i == 54_321 ? "hanako@example.jp" : "person-" + i + "@example.jp")
                    .append(",\"山田, 花子\"\r\n");
        }
        JsonNode taken = imports(csv.toString());
        assertThat(taken.path("read").asInt()).isEqualTo(100_000);
        assertThat(taken.path("added").asInt()).isEqualTo(100_000);
        assertThat(taken.path("faulty").asInt()).isZero();
        assertThat(count("select count(*) from suppression")).isEqualTo(100_000);
        assertThat(mailed()).isEmpty();

        String out = exported();
        assertThat(out.lines()).hasSize(100_001);
        JsonNode again = imports(out);
        assertThat(again.path("added").asInt()).isZero();
        assertThat(again.path("already").asInt()).isEqualTo(100_000);
        assertThat(count("select count(*) from event where name = 'Address Suppressed'"))
                .isEqualTo(1);
    }

    @Test
    void linesThatCannotBeTakenAreNamedWithWhatToDo() {
        JsonNode taken = imports("""
                name,メールアドレス,until
                山田,hanako@example.jp,
                佐藤,sato(at)example.jp,

                鈴木,,
                高橋,takahashi@example.jp,soon
                伊藤,ito@example.jp,2020-01-01T00:00:00Z
                山田,HANAKO@example.jp,
                """);
        assertThat(taken.path("read").asInt()).isEqualTo(6);
        assertThat(taken.path("added").asInt()).isEqualTo(1);
        assertThat(taken.path("already").asInt()).isEqualTo(1);
        assertThat(taken.path("faulty").asInt()).isEqualTo(4);
        assertThat(taken.path("faults")
                        .valueStream()
                        .map(fault -> fault.path("line").asInt()))
                .containsExactly(3, 5, 6, 7);
        assertThat(taken.path("faults")
                        .valueStream()
                        .map(fault -> fault.path("message").asString()))
                .satisfiesExactly(
                        one -> assertThat(one).contains("sato(at)example.jp", "Correct it"),
                        one -> assertThat(one).contains("no address in column 2"),
                        one -> assertThat(one).contains("soon", "2027-01-31T00:00:00Z"),
                        one -> assertThat(one).contains("past"));
        server.settle();
        assertThat(entries()).containsExactly("hanako@example.jp imported for good");
    }

    @Test
    void whatIsExportedAndImportedAgainChangesNothing() {
        add("{'address':'+plus@example.jp','detail':'=HYPERLINK(\\\"http://evil.example\\\")'}");
        add("{'address':'-minus@example.jp','until':'2026-06-01T00:00:00Z'}");
        add("{'address':'hanako@example.jp','detail':'電話で, 「もう送らないで」'}");
        imports("=1+1@example.jp\n");
        server.settle();
        List<String> before = entries();
        assertThat(before).hasSize(4);
        long events = count("select count(*) from event");

        String out = exported();
        assertThat(out).startsWith("\uFEFFaddress,");
        assertThat(out).contains("\"'+plus@example.jp\"", "\"'=HYPERLINK(", "\"'=1+1@example.jp\"");
        assertThat(out.lines().skip(1)).allMatch(line -> line.matches("\"[^=+@-].*"));

        JsonNode again = imports(out);
        assertThat(again.path("added").asInt()).isZero();
        assertThat(again.path("faulty").asInt()).as(again.toString()).isZero();
        server.settle();
        assertThat(entries()).isEqualTo(before);
        assertThat(count("select count(*) from event")).isEqualTo(events);
        assertThat(exported()).isEqualTo(out);
    }

    @Test
    void anExportBroughtToAnEmptyListKeepsTheTimesAndTheWords() {
        add("{'address':'a@example.jp','until':'2026-06-01T00:00:00Z','detail':'=away'}");
        String out = exported();
        server.bean(Suppressions.class).remove("a@example.jp");
        imports(out);
        assertThat(entries()).singleElement().asString().startsWith("a@example.jp imported 2026-06-01");
        assertThat(exported()).contains("\"'=away\"");
    }

    @Test
    void anImportThatStopsHalfWaySaysHowFarItCame() {
        var csv = new StringBuilder();
        for (int i = 1; i <= 3 * SuppressionImport.LOT; i++) {
            csv.append("person-").append(i).append("@example.jp\n");
        }
        server.database().jdbc().sql("""
                create function refuse() returns trigger language plpgsql as
                $$ begin if new.address = 'person-2500@example.jp' then raise 'disk full'; end if; return new; end $$""").update();
        server.database()
                .jdbc()
                .sql("create trigger refuse before insert on suppression for each row execute function refuse()")
                .update();
        HttpResponse<String> answer = server.post(
                "/api/suppressions/import",
                "text/csv",
                csv.toString().getBytes(UTF_8),
                Map.of("Authorization", "Bearer " + server.token()));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("Lines 1 to 2000", "2000 addresses added", "Import the same file again");
        assertThat(entries()).hasSize(2_000);

        server.database().jdbc().sql("drop trigger refuse on suppression").update();
        JsonNode rest = imports(csv.toString());
        assertThat(rest.path("added").asInt()).isEqualTo(1_000);
        assertThat(rest.path("already").asInt()).isEqualTo(2_000);
    }

    @Test
    void somebodyTakenOutForAWhileGetsMailAgainAfterwards() {
        add("{'address':'hanako@example.jp','until':'2026-04-11T00:00:00Z'}");
        assertThat(mailed()).isEmpty();
        pass(Duration.ofDays(9));
        assertThat(mailed()).isEmpty();
        pass(Duration.ofDays(1));
        TestServer.await("the entry to be forgotten", () -> entries().isEmpty());
        assertThat(mailed()).containsExactly("Hello 3");
    }

    @Test
    void whatIsForGoodOutlivesWhatIsForAWhile() {
        add("{'address':'hanako@example.jp','until':'2026-04-11T00:00:00Z'}");
        imports("hanako@example.jp\n");
        assertThat(entries()).hasSize(2);
        pass(Duration.ofDays(11));
        TestServer.await("the shorter one to be forgotten", () -> entries().size() == 1);
        assertThat(entries()).containsExactly("hanako@example.jp imported for good");
        assertThat(mailed()).isEmpty();
    }

    @Test
    void fiveTimesFullIsAMonthOfSilenceAndFourTimesIsNot() {
        for (int time = 1; time <= 4; time++) {
            comesBack("full-" + time);
        }
        server.settle();
        assertThat(entries()).isEmpty();
        assertThat(mailed()).hasSize(1);

        pass(Duration.ofDays(1));
        comesBack("full-5");
        TestServer.await("the address to be suppressed", () -> !entries().isEmpty());
        assertThat(entries()).singleElement().asString().startsWith("hanako@example.jp soft 2026-05-02");
        assertThat(mailed()).hasSize(1);

        pass(Duration.ofDays(30).plusSeconds(1));
        TestServer.await("it to be forgotten", () -> entries().isEmpty());
        assertThat(mailed()).hasSize(2);
        assertThat(count("select count(*) from event where name = 'Suppression Lifted'"))
                .isEqualTo(1);
    }

    @Test
    void fullMailboxesOfMoreThanAMonthAgoDoNotCount() {
        for (int time = 1; time <= 4; time++) {
            comesBack("full-" + time);
        }
        pass(Duration.ofDays(31));
        comesBack("full-5");
        server.settle();
        assertThat(entries()).isEmpty();
    }

    private void comesBack(String name) {
        long before = count("select count(*) from finding");
        server.bean(InboundStore.class)
                .add(
                        "smtp",
                        name,
                        "bounces@bounce.example.com",
                        ("From: MAILER-DAEMON@mx.example.jp\nSubject: failure notice\nMessage-ID: <" + name
                                        + "@mx.example.jp>\n\n<hanako@example.jp>:\n552 5.2.2 mailbox full\n")
                                .getBytes(UTF_8),
                        clock.instant());
        server.bean(InboundWorker.class).wake();
        TestServer.await("the mail to be read", () -> count("select count(*) from finding") == before + 1);
    }
}

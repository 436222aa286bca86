package io.kikkake.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The suppression list as files. */
class SuppressionFilesTest {

    private static final int MANY = 100_000;

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

    @Test
    void a_hundred_thousand_addresses_are_taken_and_the_faulty_lines_named() {
        String csv = IntStream.range(0, MANY)
                .mapToObj(i -> i == 70_000 ? "nobody" : "Dead" + i + "@Example.jp,some note")
                .collect(Collectors.joining("\n", "\uFEFFaddress,note\r\n", "\r\n\"quoted@example.jp\"\n\n"));

        JsonNode taken = imported(csv);

        assertThat(taken.path("read").asInt()).isEqualTo(MANY + 1);
        assertThat(taken.path("added").asInt()).isEqualTo(MANY);
        assertThat(taken.path("faulty").asInt()).isEqualTo(1);
        assertThat(taken.path("faults").get(0).path("line").asInt()).isEqualTo(70_002);
        assertThat(known("dead99999@example.jp")).isEqualTo(1);
        assertThat(known("quoted@example.jp")).isEqualTo(1);
    }

    @Test
    void what_was_exported_changes_nothing_when_it_comes_back() {
        imported("a@example.jp\nb@example.jp\n");
        server.call(
                "POST",
                "/api/suppressions",
                "{\"address\":\"c@example.jp\",\"detail\":\"=HYPERLINK(1), \\\"by\\\" telephone\"}",
                "Authorization",
                "Bearer " + server.token(),
                "Content-Type",
                "application/json");
        String exported = exported();

        JsonNode taken = imported(exported);

        assertThat(taken.path("read").asInt()).isEqualTo(3);
        assertThat(taken.path("added").asInt()).isZero();
        assertThat(exported()).isEqualTo(exported);
        assertThat(exported).contains("\"'=HYPERLINK(1), \"\"by\"\" telephone\"");
    }

    @Test
    void a_customer_whose_address_a_file_names_is_mailed_no_more() {
        server.ingest("identify", "{'userId':'hanako','traits':{'email':'hanako@example.jp'}}");
        server.settle();

        imported("hanako@example.jp\n");
        server.settle();

        assertThat(server.database()
                        .jdbc()
                        .sql("select count(*) from event where name = 'Address Suppressed'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private long known(String address) {
        return server.get("/api/suppressions?search=" + address).path("total").asLong();
    }

    private JsonNode imported(String csv) {
        var answer = server.call(
                "POST",
                "/api/suppressions/import",
                csv,
                "Authorization",
                "Bearer " + server.token(),
                "Content-Type",
                "text/csv");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private String exported() {
        return server.call("GET", "/api/suppressions/export", "", "Authorization", "Bearer " + server.token())
                .text();
    }
}

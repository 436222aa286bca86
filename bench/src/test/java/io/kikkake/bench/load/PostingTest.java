package io.kikkake.bench.load;

import static io.kikkake.bench.http.FakeHttpServer.CLOSE;
import static io.kikkake.bench.http.FakeHttpServer.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.bench.http.FakeHttpServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PostingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BUSY = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";
    private static final String REJECTED = "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"rejected\":[]}";

    @Test
    void everyRequestIsPostedOnce() throws Exception {
        try (FakeHttpServer server = new FakeHttpServer()) {
            Posting posting = Posting.all(server.endpoint(), requests(server, 50), 4);

            assertThat(server.requests()).hasSize(50).doesNotHaveDuplicates();
            assertThat(posting.acceptedAt() - posting.startedAt()).isPositive();
        }
    }

    @Test
    void aRefusedEventFailsThePosting() throws Exception {
        try (FakeHttpServer server = new FakeHttpServer(OK, REJECTED)) {
            assertThatThrownBy(() -> Posting.all(server.endpoint(), requests(server, 5), 1))
                    .hasMessageContaining("rejected");
        }
    }

    @Test
    void noPostLeavesBeforeItIsDue() throws Exception {
        try (FakeHttpServer server = new FakeHttpServer()) {
            SteadyPosting posting = SteadyPosting.post(server.endpoint(), requests(server, 40), 1_000, 4);

            assertThat(IntStream.range(0, 40)).allMatch(i -> posting.acceptedAt(i) >= posting.dueAt(i));
            assertThat(posting.dueAt(39) - posting.dueAt(0)).isEqualTo(39_000_000);
            assertThat(posting.perSecond()).isBetween(1.0, 40 / 0.039);
        }
    }

    @Test
    void aPersistentClientRepeatsTheSameBytesUntilAccepted() throws Exception {
        try (FakeHttpServer server = new FakeHttpServer(OK, CLOSE, BUSY, CLOSE, OK, BUSY)) {
            List<byte[]> requests = requests(server, 4);
            PersistentPosting posting = PersistentPosting.held(server.endpoint(), requests, 10_000, 1);

            assertThat(posting.accepted()).isZero();
            assertThat(server.requests()).isEmpty();
            posting.hold(false);
            posting.awaitAccepted(4, PATIENCE);

            assertThat(server.requests().stream().distinct()).hasSize(4);
            assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(8);
            assertThat(posting.repeats()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aPersistentClientGivesUpOnWhatNoRepeatCanMend() throws Exception {
        try (FakeHttpServer server = new FakeHttpServer("HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\nno")) {
            PersistentPosting posting = PersistentPosting.held(server.endpoint(), requests(server, 1), 10, 1);
            posting.hold(false);

            assertThatThrownBy(() -> posting.awaitAccepted(1, PATIENCE)).hasMessageContaining("401");
        }
    }

    private static List<byte[]> requests(FakeHttpServer server, int count) {
        return new SignUps(server.endpoint(), new Cohort("test", count)).batches(1);
    }
}

package io.kikkake.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.delivery.ScriptedSmtp.Act;
import io.kikkake.server.platform.Settings.MailDomain;
import io.kikkake.server.platform.Settings.WarmUp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Several mail servers, and recipients' houses that want less than we have. */
class ServersTest {

    private final DeliveryFixture house = new DeliveryFixture();
    private final ScriptedSmtp first = house.server;
    private final ScriptedSmtp second = new ScriptedSmtp();

    @BeforeEach
    void two() {
        house.customers.add(1, "hanako@example.jp", "山田");
        house.customers.add(2, "taro@docomo.ne.jp", "鈴木");
        house.customers.add(3, "jiro@other.example", "佐藤");
        house.more.add(second);
        house.terms = List.of(new Relay.Terms("a", 3, 4, 0), new Relay.Terms("b", 1, 4, 0));
        house.restart();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void mail_is_shared_out_by_weight() throws Exception {
        // One after another: while all connections of both are in use, each takes what it can.
        for (int i = 0; i < 80; i++) {
            house.queue("m" + i, 1, "hello", "offers");
            house.deliver();
        }

        assertThat(first.taken).hasSize(60);
        assertThat(second.taken).hasSize(20);
    }

    @Test
    void when_one_is_down_the_other_takes_everything_without_an_attempt_being_counted() throws Exception {
        first.greeting = "421 4.3.2 not now";
        queue(20, 1);

        for (int i = 0; i < 5; i++) {
            // Those that find all connections of the other busy come back half a second later.
            house.deliver();
            house.clock.advance(Duration.ofSeconds(1));
        }

        assertThat(second.taken).hasSize(20);
        assertThat(house.message("m0").attempts()).isEqualTo(1);
        assertThat(state("a")).isEqualTo("open");
        int asked = first.connections.get();
        queue("later", 1);
        house.deliver();
        assertThat(first.connections).as("it is left alone").hasValue(asked);

        first.greeting = "220 here again";
        house.nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(state("a")).isEqualTo("half-open");
        queue("probe", 1);
        house.deliver();
        assertThat(state("a")).isEqualTo("closed");
        assertThat(first.taken).hasSize(1);
    }

    @Test
    void a_slow_server_holds_only_its_own_connections() throws Exception {
        var hang = new CountDownLatch(1);
        first.script = to -> {
            awaitQuietly(hang);
            return Act.ACCEPT;
        };
        queue(60, 1);

        Thread delivering = Thread.startVirtualThread(() -> deliverQuietly());
        io.kikkake.server.TestServer.await("the other server to go on", () -> second.taken.size() > 20);

        assertThat(first.taken).isEmpty();
        hang.countDown();
        delivering.join();
        assertThat(first.taken.size() + second.taken.size()).isEqualTo(60);
    }

    /** Several times: which of the two is asked first, and who waits for whom, is up to the threads. */
    @RepeatedTest(10)
    void a_server_that_does_not_know_us_is_left_alone_and_no_mail_fails() throws Exception {
        first.script = to -> new Act.AnswerRecipient("530 5.7.0 Authentication required");
        second.script = first.script;
        queue(6, 1);

        house.deliver();

        assertThat(house.messages.counts()).containsEntry(Status.QUEUED, 6L).containsEntry(Status.FAILED, 0L);
        assertThat(state("a")).isEqualTo("open");
        assertThat(house.relays.all().getFirst().why()).contains("530", "takes nothing from us");
        first.script = to -> Act.ACCEPT;
        second.script = first.script;
        for (int i = 0; i < 20 && house.messages.counts().getOrDefault(Status.SENT, 0L) < 6; i++) {
            // Those that find all connections busy come back half a second later, and a server that was away gets few
            // at first.
            house.nanos.addAndGet(Duration.ofMinutes(3).toNanos());
            house.clock.advance(Duration.ofSeconds(1));
            house.deliver();
        }
        assertThat(house.messages.counts()).containsEntry(Status.SENT, 6L);
    }

    @Test
    void one_house_a_server_does_not_relay_to_does_not_stop_the_others() throws Exception {
        first.script = to ->
                to.endsWith("docomo.ne.jp") ? new Act.AnswerRecipient("554 5.7.1 Relay access denied") : Act.ACCEPT;
        second.script = first.script;
        queue("d", 2);
        queue("e", 2);
        queue("x", 1);

        house.deliver();

        assertThat(house.status("x")).isEqualTo(Status.SENT);
        assertThat(house.status("d")).isEqualTo(Status.QUEUED);
        assertThat(state("a")).isEqualTo("closed");
    }

    @Test
    void a_connection_is_closed_after_so_many_messages() throws Exception {
        house.terms = List.of(new Relay.Terms("a", 1, 1, 0));
        house.perConnection = 5;
        house.restart();
        queue(20, 1);

        house.deliver();

        assertThat(first.taken).hasSize(20);
        assertThat(first.connections).hasValue(4);
        assertThat(first.commands).contains("QUIT");
    }

    @Test
    void a_house_with_a_rate_does_not_stop_the_others_and_each_message_has_a_moment_of_its_own() throws Exception {
        limit(new MailDomain("docomo.ne.jp", 5, 0, null));
        queue(30, 2);
        queue("x", 1);

        house.deliver();

        assertThat(house.status("x")).isEqualTo(Status.SENT);
        assertThat(to("docomo")).isEqualTo(5);
        List<Instant> moments = house
                .database
                .jdbc()
                .sql("select due from outbox order by due")
                .query(java.sql.Timestamp.class)
                .list()
                .stream()
                .map(java.sql.Timestamp::toInstant)
                .toList();
        assertThat(moments).hasSize(25).doesNotHaveDuplicates();
        assertThat(moments.getLast()).isEqualTo(house.clock.instant().plusSeconds(5));
        assertThat(house.message("m29").attempts()).isZero();

        house.clock.advance(Duration.ofMillis(1050));
        house.deliver();
        assertThat(to("docomo")).isEqualTo(10);
        house.clock.advance(Duration.ofSeconds(2));
        house.deliver();
        house.clock.advance(Duration.ofSeconds(2));
        house.deliver();
        for (int i = 0; i < 10; i++) {
            house.clock.advance(Duration.ofSeconds(1));
            house.deliver();
        }
        assertThat(to("docomo")).isEqualTo(30);
    }

    @Test
    void a_restart_does_not_double_the_days_amount_of_a_warm_up() throws Exception {
        limit(new MailDomain("docomo.ne.jp", 0, 0, new WarmUp("2026-04-01", List.of(4, 8))));
        queue(10, 2);
        queue("x", 1);

        house.deliver();
        assertThat(to("docomo")).isEqualTo(4);
        house.restart();
        queue("more", 2);
        house.deliver();

        assertThat(to("docomo")).isEqualTo(4);
        assertThat(house.status("x")).isEqualTo(Status.SENT);
        house.clock.advance(Duration.ofDays(1).plusMinutes(1));
        house.deliver();
        assertThat(to("docomo")).isEqualTo(11);
    }

    @Test
    void a_house_that_wants_less_is_left_alone_for_a_while_and_the_others_are_not() throws Exception {
        first.script = to -> to.endsWith("docomo.ne.jp")
                ? new Act.AnswerRecipient("450 4.7.28 too many messages from your network")
                : Act.ACCEPT;
        second.script = first.script;
        queue("d", 2);
        house.deliver();
        queue(5, 2);
        queue("x", 3);

        house.deliver();

        long asked = rcpt("docomo");
        assertThat(asked).isEqualTo(1);
        assertThat(house.status("x")).isEqualTo(Status.SENT);
        assertThat(house.message("m1").attempts()).isZero();
        first.script = to -> Act.ACCEPT;
        second.script = first.script;
        for (int i = 0; i < 4; i++) {
            house.clock.advance(Duration.ofMinutes(10));
            house.deliver();
        }
        assertThat(to("docomo")).isEqualTo(6);
    }

    private void limit(MailDomain domain) {
        house.domains = List.of(domain);
        house.restart();
    }

    private long to(String part) {
        return java.util.stream.Stream.concat(first.taken.stream(), second.taken.stream())
                .filter(one -> one.to().contains(part))
                .count();
    }

    private long rcpt(String part) {
        return java.util.stream.Stream.concat(first.commands.stream(), second.commands.stream())
                .filter(one -> one.startsWith("RCPT") && one.contains(part))
                .count();
    }

    private String state(String name) {
        return house.relays.all().stream()
                .filter(relay -> relay.name().equals(name))
                .findFirst()
                .orElseThrow()
                .view()
                .state();
    }

    private void queue(int n, long customer) {
        IntStream.range(0, n).forEach(i -> queue("m" + i, customer));
    }

    private void queue(String id, long customer) {
        house.queue(id, customer, "hello", "offers");
    }

    private void deliverQuietly() {
        try {
            house.deliver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

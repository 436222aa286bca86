package io.kikkake.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.delivery.ScriptedSmtp.Act;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PumpTest {

    private final DeliveryFixture house = new DeliveryFixture();
    private final ScriptedSmtp server = house.server;

    @BeforeEach
    void somebody() {
        house.customers.add(1, "hanako@example.jp", "山田");
        house.customers.add(2, "taro@example.jp", "鈴木");
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void a_queued_message_leaves_once_and_is_recorded() throws Exception {
        house.queue("m1", 1, "hello", "offers");
        house.queue("m1", 1, "hello", "offers");

        house.deliver();
        house.deliver();

        assertThat(server.taken).hasSize(1);
        assertThat(server.taken.getFirst().to()).isEqualTo("hanako@example.jp");
        assertThat(server.taken.getFirst().from()).isEqualTo("shop@hiyori.example");
        assertThat(house.message("m1").status()).isEqualTo(Status.SENT);
        assertThat(house.message("m1").subject()).isEqualTo("山田様、お知らせです");
        assertThat(house.message("m1").address()).isEqualTo("hanako@example.jp");
        assertThat(house.messages.counts()).containsEntry(Status.SENT, 1L).containsEntry(Status.QUEUED, 0L);
        var deliveries = house.parts.getBean(Deliveries.class);
        assertThat(deliveries.totals()).isEqualTo(new Deliveries.Totals(1, 0));
        assertThat(deliveries.of(List.of(1L), null, 10))
                .singleElement()
                .satisfies(one -> assertThat(one.status()).isEqualTo("sent"));
    }

    @Test
    void a_message_that_was_claimed_just_before_the_right_to_write_was_lost_is_not_sent_until_it_is_back()
            throws Exception {
        house.queue("m1", 1, "hello", "offers");

        house.claimAndLoseTheRight();
        assertThat(house.server.taken).isEmpty();
        house.goOn();

        assertThat(house.server.taken).hasSize(1);
        assertThat(house.message("m1").attempts()).isEqualTo(1);
    }

    @Test
    void many_messages_share_a_few_kept_connections() throws Exception {
        for (int i = 0; i < 100; i++) {
            house.queue("m" + i, 1, "hello", "offers");
        }

        house.deliver();

        assertThat(server.taken).hasSize(100);
        assertThat(server.connections).hasValueBetween(1, 4);
    }

    @Test
    void what_the_server_puts_off_is_tried_again_later_and_later() throws Exception {
        server.script = to -> new Act.AnswerRecipient("451 4.3.0 come back");
        house.queue("m1", 1, "hello", "offers");

        house.deliver();

        assertThat(house.status("m1")).isEqualTo(Status.QUEUED);
        assertThat(house.message("m1").error()).isEqualTo("451 4.3.0 come back");
        assertThat(Duration.between(house.clock.instant(), house.due("m1")))
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(72));
        house.clock.advance(Duration.ofSeconds(73));
        house.deliver();
        assertThat(Duration.between(house.clock.instant(), house.due("m1")))
                .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
        server.script = to -> Act.ACCEPT;
        house.clock.advance(Duration.ofMinutes(6));
        house.deliver();
        assertThat(house.status("m1")).isEqualTo(Status.SENT);
        assertThat(house.message("m1").attempts()).isEqualTo(3);
        assertThat(house.message("m1").error()).isNull();
    }

    @Test
    void put_off_again_and_again_marketing_is_given_up_after_a_day_and_a_transactional_message_after_three()
            throws Exception {
        server.script = to -> new Act.Answer("451 4.3.0 later");
        house.queue("m1", 1, "hello", "offers");
        house.queue("m2", 1, "hello", "service");

        int ended = 0;
        int marketing = 0;
        for (int hour = 0; hour < 24 * 5 && ended == 0; hour++) {
            house.deliver();
            house.clock.advance(Duration.ofHours(1));
            marketing = marketing == 0 && house.status("m1") == Status.FAILED ? hour : marketing;
            ended = house.status("m2") == Status.FAILED ? hour : 0;
        }

        assertThat(marketing).isBetween(19, 24);
        assertThat(ended).isBetween(67, 72);
        assertThat(house.message("m1").error()).contains("Given up after", "451 4.3.0 later");
    }

    @Test
    void smtp_4xx_counted_as_final() throws Exception {
        server.script = to -> new Act.AnswerRecipient("450 4.7.1 <hanako@example.jp>: Greylisted");
        house.queue("m1", 1, "hello", "offers");

        house.deliver();

        assertThat(house.status("m1")).isEqualTo(Status.QUEUED);
        assertThat(Duration.between(house.clock.instant(), house.due("m1")))
                .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    }

    @Test
    void nobody_at_the_address_is_told_as_a_hard_bounce_and_a_refusal_by_policy_is_not() throws Exception {
        server.script = to -> new Act.AnswerRecipient(
                to.startsWith("hanako") ? "550 5.1.1 no such user" : "550 5.7.1 refused by policy");
        house.queue("m1", 1, "hello", "offers");
        house.queue("m2", 2, "hello", "offers");

        house.deliver();

        io.kikkake.server.TestServer.await("the outcomes to be told", () -> house.echoed.size() == 3);
        assertThat(house.echoed)
                .filteredOn(fact -> fact.name().equals("Message Bounced"))
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.customer()).isEqualTo(1);
                    assertThat(fact.properties().get("hard")).isEqualTo(true);
                    assertThat(fact.properties().get("address")).isEqualTo("hanako@example.jp");
                });
    }

    @Test
    void newsletter_or_list_rebuild_holds_back_trigger_mails() throws Exception {
        var hang = new java.util.concurrent.CountDownLatch(1);
        server.script = to -> {
            if (to.startsWith("hanako")) {
                try {
                    hang.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return Act.ACCEPT;
        };
        for (int i = 0; i < 50; i++) {
            house.queueNewsletter("n" + i, 1);
        }
        Thread delivering = Thread.startVirtualThread(() -> {
            try {
                house.deliver();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        io.kikkake.server.TestServer.await("newsletters to hold what they may", () -> count("RCPT TO:<hanako") >= 3);

        house.queue("m1", 2, "hello", "offers");
        house.wake();
        io.kikkake.server.TestServer.await(
                "the trigger mail to pass them",
                () -> server.taken.stream().anyMatch(one -> one.to().startsWith("taro")));

        assertThat(count("RCPT TO:<hanako"))
                .as("a quarter of four connections is kept")
                .isEqualTo(3);
        hang.countDown();
        delivering.join();
        assertThat(house.messages.counts()).containsEntry(Status.SENT, 51L);
    }

    private long count(String command) {
        return server.commands.stream().filter(one -> one.startsWith(command)).count();
    }

    @Test
    void what_the_server_refuses_has_failed_with_its_words_and_the_connection_is_kept() throws Exception {
        server.script = to -> to.startsWith("hanako") ? new Act.AnswerRecipient("550 5.1.1 no such user") : Act.ACCEPT;
        house.queue("m1", 1, "hello", "offers");
        house.deliver();
        house.queue("m2", 2, "hello", "offers");
        house.deliver();

        assertThat(house.status("m1")).isEqualTo(Status.FAILED);
        assertThat(house.message("m1").error()).isEqualTo("550 5.1.1 no such user");
        assertThat(house.status("m2")).isEqualTo(Status.SENT);
        assertThat(server.connections).hasValue(1);
        assertThat(server.commands).contains("RSET");
    }

    @Test
    void a_refusal_of_the_content_is_a_failure_too() throws Exception {
        server.script = to -> new Act.Answer("554 5.7.1 spam");
        house.queue("m1", 1, "hello", "offers");

        house.deliver();

        assertThat(house.status("m1")).isEqualTo(Status.FAILED);
    }

    @Test
    void a_message_that_cannot_be_made_does_not_stop_the_others() throws Exception {
        house.queue("m1", 1, "bad", "offers");
        house.queue("m2", 1, "owned", "offers");
        house.queue("m3", 1, "nonexistent", "offers");
        house.queue("m4", 2, "hello", "offers");

        house.deliver();

        assertThat(house.message("m1").error()).contains("cannot be filled in", "line 1");
        assertThat(house.message("m2").error()).contains("owner");
        assertThat(house.message("m3").error()).contains("no message nonexistent");
        assertThat(house.messages.counts()).containsEntry(Status.FAILED, 3L).containsEntry(Status.SENT, 1L);
    }

    @Test
    void cut_before_the_end_it_is_tried_again() throws Exception {
        server.script = to -> new Act.CutInside();
        house.queue("m1", 1, "big", "offers");

        house.deliver();

        assertThat(house.status("m1")).isEqualTo(Status.QUEUED);
        assertThat(house.message("m1").error()).contains("broke before");
        server.script = to -> Act.ACCEPT;
        house.clock.advance(Duration.ofMinutes(2));
        house.deliver();
        assertThat(house.status("m1")).isEqualTo(Status.SENT);
        assertThat(server.taken).hasSize(1);
    }

    @Test
    void cut_after_the_end_marketing_is_unknown_and_never_sent_again() throws Exception {
        server.script = to -> Act.CUT_AFTER_DOT;
        house.queue("m1", 1, "hello", "offers");

        house.deliver();

        assertThat(house.status("m1")).isEqualTo(Status.UNKNOWN);
        server.script = to -> Act.ACCEPT;
        house.clock.advance(Duration.ofDays(1));
        house.restart();
        house.deliver();
        assertThat(server.taken).hasSize(1);
        assertThat(house.messages.counts()).containsEntry(Status.UNKNOWN, 1L);
    }

    @Test
    void cut_after_the_end_a_transactional_message_goes_again_as_the_same_message() throws Exception {
        server.script = to -> Act.CUT_AFTER_DOT;
        house.queue("m1", 1, "hello", "service");

        house.deliver();
        server.script = to -> Act.ACCEPT;
        house.clock.advance(Duration.ofMinutes(2));
        house.deliver();

        assertThat(house.status("m1")).isEqualTo(Status.SENT);
        assertThat(server.taken)
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.source()).contains("Message-ID: <m1@hiyori.example>"));
    }

    @Test
    void killed_between_acceptance_and_record_marketing_is_unknown() throws Exception {
        house.queue("m1", 1, "hello", "offers");
        house.deliverAndDie();

        house.restart();
        house.deliver();

        assertThat(server.taken).hasSize(1);
        assertThat(house.status("m1")).isEqualTo(Status.UNKNOWN);
        assertThat(house.message("m1").error()).contains("stopped while");
    }

    @Test
    void a_clock_that_goes_back_meanwhile_has_no_marketing_message_go_again() throws Exception {
        house.queue("m1", 1, "hello", "offers");
        house.deliverAndDie();
        house.clock.advance(Duration.ofHours(-1));

        house.restart();
        house.deliver();

        assertThat(server.taken).hasSize(1);
        assertThat(house.status("m1")).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void killed_between_acceptance_and_record_a_transactional_message_goes_again() throws Exception {
        house.queue("m1", 1, "hello", "service");
        house.deliverAndDie();

        house.restart();
        house.deliver();

        assertThat(server.taken).hasSize(2);
        assertThat(house.status("m1")).isEqualTo(Status.SENT);
    }

    @Test
    void a_kept_connection_that_died_is_replaced_without_an_attempt_being_lost() throws Exception {
        house.queue("m1", 1, "hello", "offers");
        house.deliver();
        server.hangUp();
        house.queue("m2", 2, "hello", "offers");

        house.deliver();

        assertThat(house.status("m2")).isEqualTo(Status.SENT);
        assertThat(house.message("m2").attempts()).isEqualTo(1);
        assertThat(server.connections).hasValue(2);
    }

    @Test
    void a_server_that_says_421_on_a_kept_connection_is_asked_again_on_a_new_one() throws Exception {
        house.queue("m1", 1, "hello", "offers");
        house.deliver();
        server.script =
                to -> server.connections.get() == 1 ? new Act.AnswerRecipient("421 4.4.2 idle too long") : Act.ACCEPT;
        house.queue("m2", 2, "hello", "offers");

        house.deliver();

        assertThat(house.status("m2")).isEqualTo(Status.SENT);
        assertThat(house.message("m2").attempts()).isEqualTo(1);
    }

    @Test
    void while_the_server_is_away_messages_wait_uncounted() throws Exception {
        server.greeting = "421 4.3.2 not now";
        house.queue("m1", 1, "hello", "offers");
        house.queue("m2", 2, "hello", "offers");

        house.deliver();

        assertThat(house.status("m1")).isEqualTo(Status.QUEUED);
        assertThat(house.message("m1").attempts()).isZero();
        assertThat(house.message("m1").error()).contains("cannot be reached");
        int asked = server.connections.get();
        house.deliver();
        assertThat(server.connections).as("it is left alone for a while").hasValue(asked);
        house.nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        house.deliver();
        assertThat(server.connections).as("one message tries").hasValue(asked + 1);
        server.greeting = "220 here again";
        house.nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        house.deliver();
        house.deliver();
        assertThat(house.messages.counts()).containsEntry(Status.SENT, 2L);
        assertThat(house.message("m1").attempts()).isEqualTo(1);
    }

    @Test
    void consent_and_address_are_looked_at_again_before_it_leaves() throws Exception {
        house.customers.unsubscribe(1, "offers", "test");
        house.customers.add(3, "no address", "田中");
        house.queue("m1", 1, "hello", "offers");
        house.queue("m2", 1, "hello", "service");
        house.queue("m3", 3, "hello", "offers");
        house.queue("m4", 4, "hello", "offers");
        house.queue("m5", 2, "hello", "nobody knows this topic");

        house.deliver();

        assertThat(house.message("m1").error()).isEqualTo("The customer does not accept the topic offers.");
        assertThat(house.status("m2")).isEqualTo(Status.SENT);
        assertThat(house.message("m3").error()).contains("not an e-mail address");
        assertThat(house.message("m4").error()).contains("no longer exists");
        assertThat(house.messages.counts()).containsEntry(Status.BLOCKED, 4L);
    }

    @Test
    void what_was_withdrawn_does_not_leave_even_after_it_was_put_off() throws Exception {
        house.queue("m1", 1, "hello", "offers");
        house.withdraw("run-m1");
        house.deliver();
        assertThat(house.status("m1")).isEqualTo(Status.WITHDRAWN);

        server.script = to -> {
            house.withdraw("run-m2");
            return new Act.AnswerRecipient("451 later");
        };
        house.queue("m2", 2, "hello", "offers");
        house.deliver();

        assertThat(house.status("m2")).isEqualTo(Status.WITHDRAWN);
        assertThat(house.message("m2").error()).isEqualTo("goal reached");
        assertThat(server.taken).isEmpty();
    }

    @Test
    void nothing_leaves_before_it_is_due() throws Exception {
        house.queue("m1", 1, "hello", "offers");
        house.database
                .jdbc()
                .sql("update outbox set due = due + interval '1 hour'")
                .update();

        house.deliver();
        assertThat(house.status("m1")).isEqualTo(Status.QUEUED);
        house.clock.advance(Duration.ofHours(1));
        house.deliver();
        assertThat(house.status("m1")).isEqualTo(Status.SENT);
    }

    @Test
    void an_address_a_carrier_gave_out_against_the_rules_is_quoted() throws Exception {
        house.customers.add(5, "a..b.@docomo.ne.jp", "佐藤");
        house.queue("m1", 5, "hello", "offers");

        house.deliver();

        assertThat(server.taken.getFirst().to()).isEqualTo("\"a..b.\"@docomo.ne.jp");
        assertThat(house.message("m1").address()).isEqualTo("a..b.@docomo.ne.jp");
    }

    @Test
    void the_operator_sees_how_messages_ended_and_how_long_they_wait() throws Exception {
        house.queue("m1", 1, "hello", "offers");
        house.deliver();
        house.queue("m2", 2, "hello", "offers");
        house.clock.advance(Duration.ofSeconds(90));

        assertThat(house.meters
                        .get("kikkake.delivery.attempts")
                        .tag("status", "sent")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(house.meters.get("kikkake.delivery.overdue").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(90);
    }

    @Test
    void an_address_that_is_suppressed_by_then_gets_nothing_and_the_caps_place_is_free_again() throws Exception {
        house.queue("m1", 1, "hello", "offers");
        house.customers.suppress(1, "bounced");

        house.deliver();

        assertThat(server.taken).isEmpty();
        assertThat(house.status("m1")).isEqualTo(Status.BLOCKED);
        assertThat(house.message("m1").error()).contains("suppressed: bounced");
        io.kikkake.server.TestServer.await("the outcome to be told", () -> !house.echoed.isEmpty());
        assertThat(house.echoed).singleElement().satisfies(fact -> {
            assertThat(fact.name()).isEqualTo("Message Dropped");
            assertThat(fact.properties().get("message")).isEqualTo("hello");
        });
    }

    @Test
    void what_is_held_does_not_leave_before_somebody_agrees_and_may_still_be_withdrawn() throws Exception {
        house.hold("m1", 1);
        house.hold("m2", 2);
        house.withdraw("run-m2");
        house.deliver();

        assertThat(server.taken).isEmpty();
        assertThat(house.status("m1")).isEqualTo(Status.HELD);
        assertThat(house.status("m2")).isEqualTo(Status.WITHDRAWN);
        assertThat(house.outbox.held()).containsExactly(java.util.Map.entry("cart", 1L));

        house.inTransaction(
                transaction -> assertThat(house.outbox.release(transaction, "cart", 10, house.clock.instant()))
                        .isEqualTo(1));
        house.deliver();
        assertThat(server.taken).hasSize(1);

        house.hold("m3", 1);
        house.inTransaction(
                transaction -> assertThat(house.outbox.drop(transaction, "cart", "dropped", house.clock.instant()))
                        .isEqualTo(1));
        house.deliver();
        assertThat(server.taken).hasSize(1);
        assertThat(house.status("m3")).isEqualTo(Status.WITHDRAWN);
    }
}

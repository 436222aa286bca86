package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.value.Value;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionTest {

    private static final Scenario FIRST = Scenarios.cart("{}");
    private static final Scenario SECOND =
            Scenarios.of("cart", "trigger: {event: Cart Opened}", "- {id: now, send: two}");

    private static ScenarioSet set(Published... published) {
        return ScenarioSet.of(Customer.project(), List.of(published));
    }

    @Test
    void aRunKeepsTheVersionItStartedOnAndNewOnesStartOnTheNew() {
        Customer hanako = Customer.of(FIRST).does("Cart Updated", "cart_id", "c-1");
        hanako.nowUnder(set(new Published(FIRST, 1, Status.OLD), new Published(SECOND, 2, Status.CURRENT)))
                .does("Cart Updated", "cart_id", "c-2")
                .after(Duration.ofHours(1));
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.does("Cart Opened").mails()).containsExactly("one", "two");
        assertThat(hanako.traces().getLast().version()).isEqualTo(2);
    }

    @Test
    void anOldVersionsGoalsAreStillListenedTo() {
        var active = set(new Published(FIRST, 1, Status.OLD), new Published(SECOND, 2, Status.CURRENT));
        assertThat(active.listens("Order Completed")).isTrue();
        assertThat(active.listens("Cart Updated")).isFalse();
        Customer hanako =
                Customer.of(FIRST).does("Cart Updated", "cart_id", "c-1").nowUnder(active);
        assertThat(hanako.does("Order Completed", "cart_id", "c-1").lastTrace().what())
                .isEqualTo(What.GOAL);
    }

    @Test
    void runsOfAnArchivedScenarioEndAtTheNextTouch() {
        var archived = set(new Published(FIRST, 1, Status.ARCHIVED));
        Customer byTimer =
                Customer.of(FIRST).does("Cart Updated", "cart_id", "c-1").nowUnder(archived);
        byTimer.after(Duration.ofHours(1));
        assertThat(byTimer.mails()).isEmpty();
        assertThat(byTimer.lastTrace().detail()).isEqualTo(Reason.ARCHIVED.code());

        Customer byTrait = Customer.of(FIRST)
                .does("Cart Updated", "cart_id", "c-1")
                .nowUnder(archived)
                .is("a", 1);
        assertThat(byTrait.runs()).isEmpty();
        assertThat(byTrait.timers()).isEmpty();
        assertThat(byTrait.does("Cart Updated", "cart_id", "c-1").runs()).isEmpty();
    }

    @Test
    void noAnswerEventOrMergeMovesARunOfAnArchivedScenario() {
        Scenario hook = Scenarios.of(
                "hook",
                "trigger: {event: Viewed}",
                "- {id: h, webhook: {url: \"https://crm.example\", await: 30s}}\n- {id: m, send: one}");
        Customer answered = Customer.of(hook).does("Viewed");
        var run = answered.runs().getFirst();
        answered.nowUnder(set(new Published(hook, 1, Status.ARCHIVED)))
                .decide(new Input.Answered(run.id(), "h", run.visit(), true, Value.Null.NULL));
        assertThat(answered.mails()).isEmpty();
        assertThat(answered.runs()).isEmpty();

        Scenario waits = Scenarios.of(
                "waits",
                "trigger: {event: Viewed}",
                "- {id: w, wait-for: {events: {event: Clicked}}}\n- {id: m, send: one}");
        var archived = set(new Published(waits, 1, Status.ARCHIVED));
        Customer clicked = Customer.of(waits).does("Viewed").nowUnder(archived).does("Clicked");
        assertThat(clicked.mails()).isEmpty();
        assertThat(clicked.lastTrace().detail()).isEqualTo(Reason.ARCHIVED.code());

        Customer visitor = Customer.numbered(2, waits).does("Viewed");
        Customer member = Customer.numbered(1).nowUnder(archived).absorbs(visitor);
        assertThat(member.runs()).isEmpty();
        assertThat(member.lastTrace().detail()).isEqualTo(Reason.ARCHIVED.code());
    }

    @Test
    void aRunWhoseVersionIsGoneEndsAndSaysSo() {
        Customer hanako = Customer.of(FIRST)
                .does("Cart Updated", "cart_id", "c-1")
                .nowUnder(set(new Published(SECOND, 2, Status.CURRENT)))
                .after(Duration.ofHours(1));
        assertThat(hanako.runs()).isEmpty();
        assertThat(hanako.lastTrace().what()).isEqualTo(What.ENDED);
        assertThat(hanako.lastTrace().detail()).isEqualTo(Reason.VERSION_GONE.code());
    }

    @Test
    void whatAnUnusedVersionAsksIsForgottenAndAStrayRunOfItStillGoesOn() {
        Scenario asking = Scenarios.of(
                "asking",
                "trigger: {event: Go}",
                "- {id: w, wait: 5d}\n- {id: b, branch: {cases: [{when: {performed: Viewed, at-least: 2}, next: end}]}}\n"
                        + "- {id: m, send: one}");
        Scenario plain = Scenarios.of("asking", "trigger: {event: Go}", "- {id: w, wait: 5d}\n- {id: m, send: two}");
        Customer hanako = Customer.of(asking).does("Viewed").does("Go");
        assertThat(hanako.state().memory().tallies()).hasSize(1);
        hanako.nowUnder(set(new Published(asking, 1, Status.OLD), new Published(plain, 2, Status.CURRENT)))
                .is("a", 1);
        assertThat(hanako.state().memory().tallies()).hasSize(1);
        hanako.nowUnder(set(new Published(asking, 1, Status.UNUSED), new Published(plain, 2, Status.CURRENT)))
                .is("a", 2);
        assertThat(hanako.state().memory().tallies()).isEmpty();
        assertThat(hanako.after(Duration.ofDays(5)).mails()).containsExactly("one");
    }

    @Test
    void aScenarioHasOneCurrentVersion() {
        assertThatThrownBy(() -> set(new Published(FIRST, 1, Status.CURRENT), new Published(FIRST, 2, Status.CURRENT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Scenario cart has two current versions");
        assertThatThrownBy(() -> set(new Published(FIRST, 1, Status.OLD), new Published(FIRST, 1, Status.CURRENT)))
                .hasMessage("Scenario cart has version 1 twice");
    }

    /** Somebody at the step {@code before} of the first version, once the second is there. */
    private static Customer movedFrom(String before, String after, String arrival, Object... properties) {
        Scenario first = Scenarios.of("s", "trigger: {event: A}", before);
        Scenario second = Scenarios.of("s", "trigger: {event: A}", after);
        return Customer.of(first)
                .at("2026-06-01T12:00")
                .is(properties)
                .at(arrival)
                .does("A")
                .nowUnder(set(new Published(first, 1, Status.OLD), new Published(second, 2, Status.CURRENT)));
    }

    private static Customer moves(Customer customer) {
        return customer.decide(new Input.Moved("s", Map.of("a", "b")));
    }

    @Test
    void whoWaitsForADateWaitsForItAsTheNewVersionSays() {
        String wait = "- {id: %s, wait: {until: {attribute: end, before: %dd, at: \"09:00\"}}}\n- {id: m, send: one}";
        Customer same =
                movedFrom(wait.formatted("a", 30), wait.formatted("b", 30), "2026-06-01T12:00", "end", "2026-08-31");
        int effects = moves(same.after(Duration.ofDays(1))).effects().size();
        assertThat(same.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-08-01T09:00"));
        assertThat(same.effects().subList(effects - 1, effects)).first().isInstanceOf(Effect.Trace.class);
        assertThat(same.at("2026-08-01T09:00").mails()).containsExactly("one");

        Customer other =
                movedFrom(wait.formatted("a", 30), wait.formatted("b", 10), "2026-06-01T12:00", "end", "2026-08-31");
        assertThat(moves(other).waitsUntil()).isEqualTo(LocalDateTime.parse("2026-08-21T09:00"));
        assertThat(other.timers()).hasSize(1);
        assertThat(other.at("2026-08-21T09:00").mails()).containsExactly("one");
    }

    @Test
    void whoWaitsForTheirHourKeepsIt() {
        String wait = "- {id: %s, wait: {until: {best-hour: {otherwise: \"%s\"}}}}\n- {id: m, send: one}";
        Customer hanako =
                moves(movedFrom(wait.formatted("a", "19:00"), wait.formatted("b", "08:00"), "2026-06-01T12:00"));
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-01T19:00"));
        assertThat(hanako.at("2026-06-01T19:00").mails()).containsExactly("one");
    }

    @Test
    void aWebhookIsNotCalledAgainAndItsAnswerIsHeardUnderTheNewName() {
        String hook =
                "- {id: %s, webhook: {url: \"https://crm.example\", await: 30s, on-failure: end}}\n- {id: m, send: one}";
        Customer hanako = movedFrom(hook.formatted("a"), hook.formatted("b"), "2026-06-01T12:00");
        var asked = hanako.runs().getFirst();
        moves(hanako);
        assertThat(hanako.effects())
                .filteredOn(Effect.CallWebhook.class::isInstance)
                .hasSize(1);
        assertThat(hanako.runs().getFirst().due()).isEqualTo(asked.due());
        hanako.decide(new Input.Answered(asked.id(), "a", asked.visit(), true, Customer.properties("price", 7)));
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.sends().getFirst().run().outputs().at("b.answer.price"))
                .isEqualTo(Value.of(7));
    }

    @Test
    void aMessageThatWasPutOffStaysPutOffAndIsTheNewOne() {
        String rules = "{quiet-hours: {from: \"21:00\", to: \"08:00\"}}";
        Scenario first = Scenarios.of("s", "trigger: {event: A}", "- {id: a, send: one, on-block: defer}");
        Scenario second = Scenarios.of("s", "trigger: {event: A}", "- {id: b, send: two, on-block: defer}");
        Customer hanako = Customer.of(Customer.set(rules, first))
                .at("2026-06-01T23:00")
                .does("A")
                .nowUnder(ScenarioSet.of(
                        Customer.project(rules),
                        List.of(new Published(first, 1, Status.OLD), new Published(second, 2, Status.CURRENT))));
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-02T08:00"));
        moves(hanako);
        assertThat(hanako.story()).endsWith(What.MOVED);
        assertThat(hanako.at("2026-06-02T08:00").mails()).containsExactly("two");
        assertThat(hanako.runs()).isEmpty();
        assertThat(hanako.timers()).isEmpty();
    }

    @Test
    void aStepThatHasBecomeAnotherKindBeginsAnew() {
        Customer hanako = moves(movedFrom(
                "- {id: a, wait: {until: {attribute: end, before: 30d, at: \"09:00\"}}}\n- {id: m, send: one}",
                "- {id: b, wait: {until: {best-hour: {otherwise: \"19:00\"}}}}\n- {id: m, send: one}",
                "2026-06-01T12:00",
                "end",
                "2026-08-31"));
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-01T19:00"));
        assertThat(hanako.timers()).hasSize(1);
    }

    @Test
    void whoWaitsForEventsHearsThoseOfTheNewVersionAndKeepsTheTimeout() {
        String wait =
                "- {id: %s, wait-for: {events: {event: %s, next: m}, timeout: %s, on-timeout: end}}\n- {id: m, send: one}";
        Customer hanako = movedFrom(wait.formatted("a", "B", "2d"), wait.formatted("b", "C", "9d"), "2026-06-01T12:00");
        assertThat(moves(hanako).waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-03T12:00"));
        assertThat(hanako.does("B").mails()).isEmpty();
        assertThat(hanako.does("C").mails()).containsExactly("one");
        String endless = "- {id: b, wait-for: {events: {event: C, next: m}}}\n- {id: m, send: one}";
        Customer forEver = moves(movedFrom(wait.formatted("a", "B", "2d"), endless, "2026-06-01T12:00"));
        assertThat(forEver.timers()).isEmpty();
        assertThat(forEver.runs().getFirst().due()).isNull();
    }
}

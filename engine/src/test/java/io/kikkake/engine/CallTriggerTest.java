package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.Schedule;
import io.kikkake.engine.scenario.Trigger;
import io.kikkake.engine.state.Run;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scenarios that are started by calls, schedules, forms, news and each other; and what people do to runs. */
class CallTriggerTest {

    private static final Scenario CALLED = Scenarios.of(
            "called",
            "trigger: {api: true}\nkey: order\nreentry: {after-exit: never}",
            "- {id: w, wait: 1d}\n- {id: m, send: one}");

    private static Input.Enrol enrol(String id, String order) {
        return new Input.Enrol(
                id,
                "called",
                Customer.properties("order", order),
                Customer.tokyo("2026-06-01T12:00"),
                "hanako@example.jp");
    }

    @Test
    void anEnrolmentEntersWithTheRulesOfKeyAndReentry() {
        Customer taro = Customer.of(CALLED)
                .decide(enrol("1", "a"))
                .decide(enrol("1", "a"))
                .decide(enrol("2", "b"));
        assertThat(taro.runs()).extracting(Run::key).containsExactly("a", "b");
        taro.decide(enrol("3", "a"));
        assertThat(taro.lastTrace().detail()).isEqualTo(Reason.ALREADY_RUNNING.code());
        taro.at("2026-06-03T00:00").decide(enrol("4", "a"));
        assertThat(taro.lastTrace().detail()).isEqualTo(Reason.ENTERED_BEFORE.code());
        assertThat(taro.mails()).hasSize(2);
        taro.decide(new Input.Enrol("5", "nobody", Customer.properties(), taro.now()));
    }

    @Test
    void whoEnrolledSomebodyIsTold() {
        Customer taro = Customer.of(CALLED).decide(enrol("1", "a"));
        String detail = String.valueOf(taro.traces().getFirst().detail());
        assertThat(Reason.of(detail)).contains(Reason.BY_HAND);
        assertThat(Reason.who(detail)).contains("hanako@example.jp");
    }

    @Test
    void aPersonStopsARunAndItsMailsDoNotLeave() {
        Scenario two = Scenarios.of(
                "two", "trigger: {event: A}", "- {id: m, send: one}\n- {id: w, wait: 1d}\n- {id: n, send: two}");
        Customer taro = Customer.of(two).does("A");
        Run run = taro.runs().getFirst();
        taro.decide(new Input.Manual(1, run.id(), Input.Manual.Act.STOP, "hanako"))
                .decide(new Input.Manual(2, run.id(), Input.Manual.Act.STOP, "hanako"));
        assertThat(taro.runs()).isEmpty();
        assertThat(taro.withdrawn()).hasSize(1);
        assertThat(taro.timers()).isEmpty();
        assertThat(taro.lastTrace().what()).isEqualTo(What.EXITED);
    }

    @Test
    void aPersonSkipsAWaitAndTheNextOneCountsFromNow() {
        Scenario two = Scenarios.of(
                "two",
                "trigger: {event: A}",
                "- {id: w, wait: 9d}\n- {id: m, send: one}\n- {id: x, wait: 1d}\n- {id: n, send: two}");
        Customer taro = Customer.of(two).at("2026-06-01T12:00").does("A").at("2026-06-02T12:00");
        taro.decide(new Input.Manual(3, taro.runs().getFirst().id(), Input.Manual.Act.SKIP, "hanako"));
        assertThat(taro.mails()).containsExactly("one");
        assertThat(taro.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-03T12:00"));
        assertThat(taro.at("2026-06-20T12:00").mails()).containsExactly("one", "two");
        assertThat(taro.timers()).isEmpty();
    }

    @Test
    void aWaitForEventsWithoutALimitCanBeSkipped() {
        Scenario endless = Scenarios.of(
                "endless", "trigger: {event: A}", "- {id: f, wait-for: {events: {event: B}}}\n- {id: m, send: one}");
        Customer taro = Customer.of(endless).does("A");
        taro.decide(new Input.Manual(4, taro.runs().getFirst().id(), Input.Manual.Act.SKIP, "hanako"));
        assertThat(taro.mails()).containsExactly("one");
    }

    @Test
    void aFormStartsWhatIsForIt() {
        Scenario form = Scenarios.of("form", "trigger: {form: contact}", "- {id: m, send: one}");
        Customer taro =
                Customer.of(form).does("Form Submitted", "form", "other").does("Form Submitted", "form", "contact");
        assertThat(taro.mails()).hasSize(1);
    }

    @Test
    void newsOfAProductStartWhatIsForIt() {
        Scenario drop =
                Scenarios.of("drop", "trigger: {price-drop: {percent: 10}}\nkey: product_id", "- {id: m, send: one}");
        Scenario article = Scenarios.of("article", "trigger: {new-article: {category: bags}}", "- {id: m, send: two}");
        Customer taro = Customer.of(drop, article)
                .does("Product Price Dropped", "product_id", "p", "percent", 9)
                .does("Product Price Dropped", "product_id", "p", "percent", 12.5)
                .does("Article Published", "categories", List.of("shoes"))
                .does("Article Published", "categories", List.of("shoes", "bags"));
        assertThat(taro.mails()).containsExactly("one", "two");
    }

    @Test
    void aScenarioFollowsTheGoalOfAnother() {
        Scenario first = Scenarios.of(
                "first", "trigger: {event: A}\ngoal: {event: B}", "- {id: w, wait: 1d}\n- {id: m, send: one}");
        Scenario next = Scenarios.of("next", "trigger: {scenario: first, ending: goal}", "- {id: m, send: two}");
        Customer taro = Customer.of(first, next).does("A", "x", 1).does("B");
        assertThat(taro.mails()).containsExactly("two");
        assertThat(taro.sends().getFirst().run().entry()).isEqualTo(Customer.properties("x", 1));
        assertThat(Customer.of(first, next).does("A").at("2026-07-01T00:00").mails())
                .containsExactly("one");
    }

    @Test
    void scenariosThatFollowEachOtherInACircleStop() {
        Scenario a = Scenarios.of("a", "trigger: {scenario: b}", "- {id: m, send: one}");
        Scenario b = Scenarios.of("b", "trigger: {scenario: a}", "- {id: m, send: two}");
        Customer taro = Customer.of(a, b)
                .decide(new Input.Enrol("1", "a", Customer.properties(), Customer.tokyo("2026-06-01T12:00")));
        assertThat(taro.mails()).hasSizeLessThan(50);
        assertThat(taro.traces()).extracting(Effect.Trace::detail).contains(Reason.ENDLESS_CHAIN.code());
        assertThat(taro.sends()).extracting(Effect.Send::id).doesNotHaveDuplicates();
    }

    @Test
    void anOccurrenceEntersThoseWhoMatchOnce() {
        Scenario letter = Scenarios.of(
                "letter",
                "trigger: {schedule: {every: day, at: \"10:00\"}, to: {attribute: letter, equals: true}}",
                "- {id: m, send: one}\n- {id: w, wait: 2d}");
        Input occurrence = new Input.Scheduled("letter", Customer.tokyo("2026-06-01T10:00"));
        assertThat(Customer.of(letter)
                        .is("letter", true)
                        .decide(occurrence)
                        .decide(occurrence)
                        .mails())
                .hasSize(1);
        assertThat(Customer.of(letter).decide(occurrence).traces()).isEmpty();
    }

    @Test
    void runningPeopleMovedToAnEditedVersion() {
        Scenario v1 = Scenarios.of("s", "trigger: {event: A}", "- {id: a, wait: 5d}\n- {id: m, send: one}");
        Scenario v2 = Scenarios.of(
                "s", "trigger: {event: A}", "- {id: first, send: one}\n- {id: b, wait: 1d}\n- {id: m, send: two}");
        ScenarioSet both = ScenarioSet.of(
                Customer.project(), List.of(new Published(v1, 1, Status.OLD), new Published(v2, 2, Status.CURRENT)));
        Customer taro = Customer.of(v1).at("2026-06-01T12:00").does("A").nowUnder(both);
        taro.decide(new Input.Moved("s", Map.of("a", "b"))).decide(new Input.Moved("s", Map.of("a", "b")));
        assertThat(taro.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-06T12:00"));
        assertThat(taro.at("2026-06-06T12:00").mails()).containsExactly("two");
        Customer gone = Customer.of(v1).does("A").nowUnder(both).decide(new Input.Moved("s", Map.of()));
        assertThat(gone.runs()).isEmpty();
        assertThat(gone.lastTrace().detail()).isEqualTo(Reason.STEP_GONE.code());
        assertThat(gone.timers()).isEmpty();
        Customer sent = Customer.of(v1).does("A").nowUnder(both).decide(new Input.Moved("s", Map.of("a", "m")));
        assertThat(sent.mails()).containsExactly("two");
        assertThat(sent.timers()).isEmpty();
    }

    @Test
    void skippingAWaitOfAnArchivedScenarioEndsTheRun() {
        Scenario scenario = Scenarios.of(
                "s", "trigger: {event: A}", "- {id: m, send: one}\n- {id: w, wait: 5d}\n- {id: n, send: two}");
        Customer taro = Customer.of(scenario)
                .does("A")
                .nowUnder(ScenarioSet.of(Customer.project(), List.of(new Published(scenario, 1, Status.ARCHIVED))));
        taro.decide(new Input.Manual(7, taro.runs().getFirst().id(), Input.Manual.Act.SKIP, "hanako"));
        assertThat(taro.runs()).isEmpty();
        assertThat(taro.lastTrace().detail()).isEqualTo(Reason.ARCHIVED.code());
        assertThat(taro.withdrawn()).hasSize(1);
    }

    @Test
    void aRunThatIsMovedAndEndsAnotherEndsItForGood() {
        Scenario v1 = Scenarios.of("s", "trigger: {event: A}\nkey: k", "- {id: a, wait: 5d}");
        Scenario v2 = Scenarios.of(
                "s", "trigger: {event: A}\nkey: k", "- {id: a, set: {consents: {offers: false}}}\n- {id: w, wait: 5d}");
        ScenarioSet both = ScenarioSet.of(
                Customer.project(), List.of(new Published(v1, 1, Status.OLD), new Published(v2, 2, Status.CURRENT)));
        Customer taro =
                Customer.of(v1).does("A", "k", "one").does("A", "k", "two").nowUnder(both);
        taro.decide(new Input.Moved("s", Map.of()));
        assertThat(taro.runs()).extracting(Run::key).containsExactly("one");
        assertThat(taro.traces())
                .filteredOn(trace -> "two".equals(trace.key()))
                .extracting(Effect.Trace::what)
                .endsWith(Effect.What.EXITED);
    }

    @Test
    void schedulesKeepToTheClocksOfTheProject() {
        ZoneId newYork = ZoneId.of("America/New_York");
        Schedule daily = new Schedule.Daily(java.time.LocalTime.of(2, 30));
        assertThat(daily.next(Instant.parse("2027-03-14T05:00:00Z"), newYork))
                .contains(Instant.parse("2027-03-14T07:30:00Z"));
        Schedule last = new Schedule.Monthly(31, java.time.LocalTime.of(10, 0));
        assertThat(last.next(Customer.tokyo("2027-01-31T10:00"), Customer.TOKYO))
                .contains(Customer.tokyo("2027-02-28T10:00"));
        assertThat(last.next(Customer.tokyo("2027-12-31T09:00"), Customer.TOKYO))
                .contains(Customer.tokyo("2027-12-31T10:00"));
        Schedule weekly = new Schedule.Weekly(java.time.DayOfWeek.MONDAY, java.time.LocalTime.of(10, 0));
        assertThat(weekly.next(Customer.tokyo("2026-12-28T10:00"), Customer.TOKYO))
                .contains(Customer.tokyo("2027-01-04T10:00"));
        assertThat(new Schedule.Once(LocalDateTime.parse("2026-01-01T00:00"))
                        .next(Customer.tokyo("2026-01-01T00:00"), Customer.TOKYO))
                .isEmpty();
        assertThat(Documents.scenario("""
                                scenario: s
                                name: s
                                topic: offers
                                trigger: {schedule: {every: day, at: "10:00"}}
                                steps: [{id: x, exit: true}]
                                """).trigger()).isInstanceOf(Trigger.OnSchedule.class);
    }
}

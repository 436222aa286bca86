package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.scenario.Scenario;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatedWaitTest {

    private static Scenario contract(String rules) {
        return Scenarios.of("contract", "trigger: {event: Signed Up}", """
                - {id: until, wait: {until: {attribute: contract_end, before: 30d, at: "09:00"}%s}}
                - {id: mail, send: one}
                - {id: later, wait: 1d}
                - {id: second, send: two}
                """.formatted(rules));
    }

    @Test
    void theReminderGoesThirtyDaysBeforeTheContractEnds() {
        Customer hanako = Customer.of(contract(""))
                .at("2026-06-01T12:00")
                .is("contract_end", "2026-08-31")
                .does("Signed Up");
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-08-01T09:00"));
        assertThat(hanako.at("2026-08-01T09:00").mails()).containsExactly("one");
    }

    @Test
    void aContractThatIsExtendedMovesTheReminder() {
        Customer hanako = Customer.of(contract(""))
                .at("2026-06-01T12:00")
                .is("contract_end", "2026-08-31")
                .does("Signed Up")
                .at("2026-07-01T12:00")
                .is("contract_end", "2027/8/31");
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2027-08-01T09:00"));
        assertThat(hanako.timers()).hasSize(1);
        assertThat(hanako.at("2026-12-01T00:00").mails()).isEmpty();
    }

    @Test
    void whereTheMomentHasPassedTheRunGoesOnAndTheTimelineSaysSo() {
        Customer hanako =
                Customer.of(contract("")).is("contract_end", "2026-06-10").does("Signed Up");
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.traces())
                .filteredOn(trace -> trace.what() == What.SKIPPED)
                .extracting(Effect.Trace::detail)
                .containsExactly(Reason.DATE_PASSED.code());
    }

    @Test
    void orLeavesTheNextStepOut() {
        Customer hanako = Customer.of(contract(", if-past: skip-step"))
                .at("2026-06-01T12:00")
                .is("contract_end", "2026-06-10")
                .does("Signed Up");
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.runs().getFirst().step()).isEqualTo("later");
        assertThat(hanako.traces())
                .filteredOn(trace -> trace.what() == What.SKIPPED)
                .extracting(Effect.Trace::step, Effect.Trace::detail)
                .containsExactly(tuple("until", Reason.DATE_PASSED.code()), tuple("mail", Reason.SKIPPED_STEP.code()));
        assertThat(hanako.at("2026-06-02T12:00").mails()).containsExactly("two");
    }

    @Test
    void orEnds() {
        Customer hanako = Customer.of(contract(", if-past: exit"))
                .is("contract_end", "2026-06-10")
                .does("Signed Up");
        assertThat(hanako.runs()).isEmpty();
        assertThat(hanako.lastTrace().what()).isEqualTo(What.EXITED);
        assertThat(hanako.lastTrace().detail()).isEqualTo(Reason.DATE_PASSED.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "2026-02-30", "9999-12-31", "20260831", "2026-08-31T25:00", "-999999999-01-01"})
    void whatIsNoDateTakesTheStatedWay(String date) {
        Customer ends = Customer.of(contract("")).is("contract_end", date).does("Signed Up");
        assertThat(ends.runs()).isEmpty();
        assertThat(ends.lastTrace().detail()).isEqualTo(Reason.DATE_MISSING.code());
        Customer goesOn = Customer.of(contract(", if-missing: go-on"))
                .is("contract_end", date)
                .does("Signed Up");
        assertThat(goesOn.mails()).containsExactly("one");
    }

    @Test
    void theEntryEventMayNameTheDay() {
        var seminar = Scenarios.of("seminar", "trigger: {event: Registered}", """
                - {id: until, wait: {until: {entry: seminar.date, before: 1d, at: "18:00"}}}
                - {id: mail, send: one}
                """);
        Customer hanako = Customer.of(seminar)
                .at("2026-06-01T12:00")
                .does("Registered", "seminar", java.util.Map.of("date", "2026-06-20T01:00:00Z"));
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-19T18:00"));
    }

    @Test
    void theDayIsTheCustomersOwn() {
        Customer hanako = Customer.of(contract(""))
                .at("2026-06-01T12:00")
                .is("timezone", "America/New_York", "contract_end", "2026-08-31")
                .does("Signed Up");
        assertThat(hanako.runs().getFirst().due()).isEqualTo("2026-08-01T13:00:00Z");
    }

    @Test
    void aContractThatTurnsOutToBeOverIsNotWaitedFor() {
        Customer hanako = Customer.of(contract(""))
                .at("2026-06-01T12:00")
                .is("contract_end", "2026-08-31")
                .does("Signed Up")
                .at("2026-07-01T12:00")
                .is("contract_end", "2026-07-10");
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-07-02T12:00"));
        assertThat(hanako.timers()).hasSize(1);
    }

    @Test
    void theClocksAreThoseAStepHasJustSet() {
        var moves = Scenarios.of("moves", "trigger: {event: Signed Up}", """
                - {id: t, task: {title: 電話, due: 2d}}
                - {id: s, set: {attributes: {timezone: America/New_York}}}
                - {id: until, wait: {until: {entry: day, at: "09:00"}}}
                - {id: mail, send: one}
                """);
        Customer hanako = Customer.of(moves).at("2026-06-01T12:00").does("Signed Up", "day", "2026-08-01");
        assertThat(hanako.runs().getFirst().due()).isEqualTo("2026-08-01T13:00:00Z");
    }
}

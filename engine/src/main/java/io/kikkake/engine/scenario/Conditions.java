package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import java.util.List;
import java.util.stream.Stream;

/** All conditions a scenario asks. Whatever it is that asks one must be named here, else nothing is tallied for it. */
public final class Conditions {

    private Conditions() {}

    /** Of the scenario as customers enter it. */
    public static Stream<Condition> of(Scenario scenario) {
        return Stream.concat(of(scenario.trigger()), ofRuns(scenario));
    }

    /** Those that runs under way may still ask. */
    public static Stream<Condition> ofRuns(Scenario scenario) {
        return Stream.of(
                        patterns(scenario.goals()),
                        patterns(scenario.exits()),
                        scenario.steps().stream().flatMap(Conditions::of))
                .flatMap(conditions -> conditions);
    }

    private static Stream<Condition> of(Trigger trigger) {
        return switch (trigger) {
            case Trigger.OnEvent(var pattern) -> Stream.of(pattern.where());
            case Trigger.OnForm(var form, var where) -> Stream.of(where);
            case Trigger.OnNews(var news, var where) -> Stream.of(where);
            case Trigger.OnSegment segment -> Stream.of(segment.segment());
            case Trigger.OnSilence silence -> Stream.of(silence.pattern().where());
            case Trigger.OnTrend trend -> Stream.of(trend.pattern().where());
            case Trigger.OnSchedule schedule -> Stream.of(schedule.segment());
            case Trigger.OnDate date -> Stream.empty();
            case Trigger.OnCall call -> Stream.empty();
            case Trigger.OnScenario scenario -> Stream.empty();
        };
    }

    private static Stream<Condition> of(Step step) {
        return switch (step) {
            case Step.Send send -> Stream.ofNullable(send.stillTrue());
            case Step.WaitFor waitFor ->
                Stream.concat(
                        waitFor.events().stream()
                                .map(awaited -> awaited.pattern().where()),
                        waitFor.conditions().stream().map(Step.Case::when));
            case Step.Branch branch -> branch.cases().stream().map(Step.Case::when);
            case Step.Wait wait -> Stream.empty();
            case Step.WaitForDate wait -> Stream.empty();
            case Step.WaitForHour wait -> Stream.empty();
            case Step.Split split -> Stream.empty();
            case Step.Exit exit -> Stream.empty();
            case Action action -> Stream.empty();
        };
    }

    private static Stream<Condition> patterns(List<EventPattern> patterns) {
        return patterns.stream().map(EventPattern::where);
    }
}

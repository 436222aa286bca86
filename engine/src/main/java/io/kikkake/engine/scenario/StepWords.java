package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.MessageEvent;
import io.kikkake.engine.value.Value;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Tells single parts of a scenario: as a short title, and what more there is to know. */
final class StepWords {

    static final Names NOTHING = Names.both("");
    static final Names OTHERWISE = new Names("それ以外", "Otherwise");
    static final Names TIMED_OUT = new Names("期限切れ", "Timed out");

    private final Scenario scenario;

    StepWords(Scenario scenario) {
        this.scenario = scenario;
    }

    Names title(Step step) {
        return switch (step) {
            case Step.Send send ->
                new Names(
                        "メール「" + send.message() + "」を送る"
                                + RulesWords.tell(send.onBlock()).ja(),
                        "Send the mail \"" + send.message() + "\""
                                + RulesWords.tell(send.onBlock()).en());
            case Step.Wait wait -> TimeWords.waiting(wait.until());
            case Step.WaitForDate wait -> TimeWords.waiting(wait);
            case Step.WaitForHour wait -> TimeWords.waiting(wait);
            case Step.WaitFor waitFor
            when waitFor.events().isEmpty() -> new Names("条件を満たすのを待つ", "Wait for a condition");
            case Step.WaitFor waitFor ->
                new Names(events(waitFor, "「", "」", "または") + "を待つ", "Wait for " + events(waitFor, "\"", "\"", " or "));
            case Step.Branch branch -> new Names("条件で分ける", "Branch");
            case Step.Split split -> new Names("割合で分ける", "Split");
            case Step.Exit exit -> new Names("ここで終わる", "Leave the scenario");
            case Action action -> ActionWords.title(action);
        };
    }

    private static String events(Step.WaitFor waitFor, String open, String close, String between) {
        return waitFor.events().stream()
                .map(awaited -> open + awaited.pattern().event() + close)
                .distinct()
                .collect(Collectors.joining(between));
    }

    Names detail(Step step) {
        return switch (step) {
            case Step.Send send -> subject(send.message());
            case Step.Wait wait -> NOTHING;
            case Step.WaitFor waitFor -> TimeWords.atMost(waitFor.timeout());
            case Step.Branch branch -> cases(branch.cases());
            case Step.WaitForDate wait -> TimeWords.otherwise(wait);
            case Step.WaitForHour wait -> NOTHING;
            case Step.Split split -> ActionWords.arms(split);
            case Step.Exit exit -> exit.reason() == null ? NOTHING : exit.reason();
            case Action action -> ActionWords.detail(action);
        };
    }

    private Names subject(String message) {
        Value.ObjectOf content = scenario.messages().getOrDefault(message, Value.ObjectOf.EMPTY);
        return content.at("subject") instanceof Value.Text(var subject) ? Names.both(subject) : NOTHING;
    }

    private static Names cases(List<Step.Case> cases) {
        return new Names(
                cases.stream()
                        .map(each -> each.name().ja() + "："
                                + ConditionWords.tell(each.when()).ja())
                        .collect(Collectors.joining("／")),
                cases.stream()
                        .map(each -> each.name().en() + ": "
                                + ConditionWords.tell(each.when()).en())
                        .collect(Collectors.joining("; ")));
    }

    Names triggerTitle() {
        return TriggerWords.title(scenario.trigger());
    }

    Names triggerDetail() {
        return TriggerWords.detail(scenario.trigger());
    }

    /** 「Order Completed」が起きて、total が 0 より大きいとき. */
    static Names when(EventPattern pattern) {
        return clause(pattern, "起きたとき", ConditionWords::whenHolds);
    }

    /** 「Order Completed」が起きて、total が 0 より大きいなら. */
    static Names ifHappens(EventPattern pattern) {
        return clause(pattern, "起きたら", ConditionWords::ifHolds);
    }

    private static Names clause(EventPattern pattern, String bare, UnaryOperator<String> ending) {
        String event = pattern.event();
        Condition asked = MessageEvent.asWritten(pattern.where());
        if (asked.equals(Condition.always())) {
            return new Names("「" + event + "」が" + bare, "\"" + event + "\" happens");
        }
        Names where = ConditionWords.tell(asked);
        return new Names(
                "「" + event + "」が起きて、" + ending.apply(where.ja()), "\"" + event + "\" happens and " + where.en());
    }

    /** A place to go on to. */
    Names destination(String step) {
        return step.equals(Step.END)
                ? new Names("終わる", "end")
                : new Names("「" + step + "」へ進む", "go on to \"" + step + "\"");
    }
}

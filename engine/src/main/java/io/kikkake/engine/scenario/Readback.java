package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import java.util.ArrayList;
import java.util.List;

/** A scenario told in plain sentences. */
public record Readback(List<Names> sentences) {

    public Readback {
        sentences = List.copyOf(sentences);
    }

    public static Readback of(Scenario scenario) {
        return new Readback(new Telling(scenario).tell());
    }

    /** A condition by itself; the Japanese ends in a plain form. */
    public static Names of(Condition condition) {
        return ConditionWords.tell(condition);
    }

    /** The project's rules. */
    public static Readback of(GuardRules rules) {
        return new Readback(RulesWords.tell(rules));
    }

    public List<String> ja() {
        return sentences.stream().map(Names::ja).toList();
    }

    public List<String> en() {
        return sentences.stream().map(Names::en).toList();
    }

    /** Makes the sentences: how one enters, what happens then, what ends it. */
    private static final class Telling {

        private final Scenario scenario;
        private final StepWords words;
        private final List<Names> sentences = new ArrayList<>();

        Telling(Scenario scenario) {
            this.scenario = scenario;
            this.words = new StepWords(scenario);
        }

        List<Names> tell() {
            sentences.addAll(TriggerWords.sentences(scenario.trigger()));
            tellKeyAndReentry();
            for (int i = 0; i < scenario.steps().size(); i++) {
                boolean last = i + 1 == scenario.steps().size();
                tell(
                        scenario.steps().get(i),
                        last ? Step.END : scenario.steps().get(i + 1).id());
            }
            for (EventPattern goal : scenario.goals()) {
                Names clause = StepWords.ifHappens(goal);
                add(
                        clause.ja() + "、ゴールとなり、すぐに終わる。",
                        "When " + clause.en() + ", the goal is reached and the run ends at once.");
            }
            for (EventPattern exit : scenario.exits()) {
                if (exit.equals(Replies.exit(scenario.id()))) {
                    add(
                            "このシナリオのメールに返信があれば、すぐに終わる。",
                            "When the customer answers one of its mails, the run ends at once.");
                    continue;
                }
                Names clause = StepWords.ifHappens(exit);
                add(clause.ja() + "、すぐに終わる。", "When " + clause.en() + ", the run ends at once.");
            }
            add(
                    "配信カテゴリは「" + scenario.topic() + "」。同意していない顧客には送らない。",
                    "The mails are on the topic \"" + scenario.topic() + "\" and go to customers who accept it.");
            sentences.addAll(RulesWords.tell(scenario.own()));
            return sentences;
        }

        private void add(String ja, String en) {
            sentences.add(new Names(ja, en));
        }

        private void tellKeyAndReentry() {
            String key = scenario.key();
            String ja = key == null ? "" : "同じ " + key + " で";
            String en = key == null ? "" : " for the same " + key;
            switch (scenario.reentry().active()) {
                case IGNORE ->
                    add(ja + "進行中にもう一度起きても、何もしない。", "If it happens again" + en + " during a run, nothing changes.");
                case RESTART ->
                    add(
                            ja + "進行中にもう一度起きたら、最初からやり直す。",
                            "If it happens again" + en + " during a run, the run starts over.");
                case REFRESH ->
                    add(
                            ja + "進行中にもう一度起きたら、内容だけを新しくして続ける。",
                            "If it happens again" + en + " during a run, the run goes on with the new details.");
            }
            switch (scenario.reentry().afterExit()) {
                case Reentry.AfterExit.Always() -> {}
                case Reentry.AfterExit.Never() ->
                    add(ja + "一度終わった顧客には、もう始めない。", "After a run it never starts again" + en + ".");
                case Reentry.AfterExit.After(var span) ->
                    add(
                            ja + "一度終わったら、" + TimeWords.lasting(span) + "は始めない。",
                            "After a run it does not start again" + en + " for "
                                    + TimeWords.tell(span).en() + ".");
            }
        }

        private void tell(Step step, String below) {
            Names title = words.title(step);
            switch (step) {
                case Step.Send send -> {
                    addStep(title, send.next(), below);
                    addIfTold(ActionWords.rules(send));
                }
                case Step.Wait wait -> addStep(title, wait.next(), below);
                case Step.WaitForDate wait -> {
                    addStep(title, wait.next(), below);
                    Names otherwise = TimeWords.otherwise(wait);
                    add(otherwise.ja() + "。", otherwise.en() + ".");
                }
                case Step.WaitForHour wait -> addStep(title, wait.next(), below);
                case Step.Split split -> tell(split);
                case Action.Jump jump -> {
                    Names to = words.destination(jump.next());
                    add(
                            to.ja() + "。",
                            Character.toUpperCase(to.en().charAt(0)) + to.en().substring(1) + ".");
                }
                case Action.Webhook webhook -> {
                    addStep(ActionWords.sentence(webhook), webhook.next(), below);
                    if (!webhook.onFailure().equals(webhook.next())) {
                        Names then = words.destination(webhook.onFailure());
                        add("応答がないか失敗したら、" + then.ja() + "。", "Without a good answer, " + then.en() + ".");
                    }
                }
                case Action action -> addStep(ActionWords.sentence(action), action.next(), below);
                case Step.WaitFor waitFor -> tell(waitFor, title);
                case Step.Branch branch -> tell(branch);
                case Step.Exit exit ->
                    add(
                            title.ja() + because(exit).ja() + "。",
                            title.en() + because(exit).en() + ".");
            }
        }

        private void addIfTold(Names rules) {
            if (!rules.ja().isEmpty()) {
                String en = rules.en();
                add(rules.ja() + "。", "It goes " + en + ".");
            }
        }

        private void tell(Step.Split split) {
            var ja = new StringBuilder("顧客を分ける。");
            var en = new StringBuilder("Split the customers.");
            for (Step.Arm arm : split.arms()) {
                Names share = ActionWords.share(arm);
                Names then = words.destination(arm.next());
                ja.append(share.ja()).append("は、").append(then.ja()).append("。");
                en.append(" ").append(share.en()).append(" ").append(then.en()).append(".");
            }
            Names winner = ActionWords.winner(split);
            if (!winner.ja().isEmpty()) {
                ja.append(winner.ja()).append("。");
                en.append(" ").append(winner.en()).append(".");
            }
            add(ja.toString(), en.toString());
        }

        private static Names because(Step.Exit exit) {
            return exit.reason() == null
                    ? StepWords.NOTHING
                    : new Names(
                            "（" + exit.reason().ja() + "）", " (" + exit.reason().en() + ")");
        }

        private void addStep(Names title, String next, String below) {
            if (next.equals(below)) {
                add(title.ja() + "。", title.en() + ".");
            } else {
                Names then = words.destination(next);
                add(title.ja() + "。そして" + then.ja() + "。", title.en() + ", then " + then.en() + ".");
            }
        }

        private void tell(Step.WaitFor waitFor, Names title) {
            Names limit = words.detail(waitFor);
            var ja = new StringBuilder(title.ja() + "（" + limit.ja() + "）。");
            var en = new StringBuilder(title.en() + ", " + limit.en() + ".");
            for (Step.Awaited awaited : waitFor.events()) {
                Names then = words.destination(awaited.next());
                Names clause = StepWords.ifHappens(awaited.pattern());
                ja.append(clause.ja()).append("、").append(then.ja()).append("。");
                en.append(" When ")
                        .append(clause.en())
                        .append(", ")
                        .append(then.en())
                        .append(".");
            }
            for (Step.Case each : waitFor.conditions()) {
                Names then = words.destination(each.next());
                Names when = ConditionWords.tell(each.when());
                ja.append(ConditionWords.ifHolds(when.ja()))
                        .append("、")
                        .append(then.ja())
                        .append("。");
                en.append(" As soon as ")
                        .append(when.en())
                        .append(", ")
                        .append(then.en())
                        .append(".");
            }
            if (waitFor.timeout() != null) {
                Names then = words.destination(waitFor.onTimeout());
                ja.append(waitFor.events().size() + waitFor.conditions().size() > 1 ? "どれも起きなければ、" : "起きなければ、")
                        .append(then.ja())
                        .append("。");
                en.append(" If not, ").append(then.en()).append(".");
            }
            add(ja.toString(), en.toString());
        }

        private void tell(Step.Branch branch) {
            var ja = new StringBuilder();
            var en = new StringBuilder();
            for (Step.Case each : branch.cases()) {
                Names when = ConditionWords.tell(each.when());
                Names then = words.destination(each.next());
                ja.append(ConditionWords.ifHolds(when.ja()))
                        .append("、")
                        .append(then.ja())
                        .append("。");
                en.append("If ")
                        .append(when.en())
                        .append(", ")
                        .append(then.en())
                        .append(". ");
            }
            Names then = words.destination(branch.otherwise());
            ja.append("それ以外は、").append(then.ja()).append("。");
            en.append("Otherwise ").append(then.en()).append(".");
            add(ja.toString(), en.toString());
        }
    }
}

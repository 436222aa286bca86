package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells splits, what goes with a send, and steps that do something. */
final class ActionWords {

    static final Names ANSWERED = new Names("応答あり", "Answered");
    static final Names FAILED = new Names("応答なし・失敗", "No answer");

    private ActionWords() {}

    static Names title(Action action) {
        return switch (action) {
            case Action.Set set -> set(set);
            case Action.Coupon coupon ->
                coupon.pool() == null
                        ? new Names("クーポンを発行する", "Issue a coupon")
                        : new Names(
                                "クーポン「" + coupon.pool() + "」から1枚渡す",
                                "Give a coupon from the pool \"" + coupon.pool() + "\"");
            case Action.Points points ->
                new Names(
                        points.points() + "ポイントを付与する",
                        "Grant " + points.points() + (points.points() == 1 ? " point" : " points"));
            case Action.Task task ->
                new Names("担当者にタスク「" + task.title() + "」を作る", "Give the owner the task \"" + task.title() + "\"");
            case Action.Webhook webhook -> {
                String host = ActionReader.URL.matcher(webhook.url()).replaceFirst("$1");
                yield new Names("Webhook「" + host + "」を呼ぶ", "Call the webhook at " + host);
            }
            case Action.Emit emit ->
                new Names("イベント「" + emit.event() + "」を記録する", "Record the event \"" + emit.event() + "\"");
            case Action.Start start ->
                new Names("シナリオ「" + start.scenario() + "」を始める", "Start the scenario \"" + start.scenario() + "\"");
            case Action.Jump jump -> new Names("移動する", "Jump");
        };
    }

    private static Names set(Action.Set set) {
        var ja = new ArrayList<String>();
        var en = new ArrayList<String>();
        set.attributes().forEach((name, operand) -> {
            boolean forgets = operand instanceof Operand.Literal(Value.Null());
            Names told = forgets ? StepWords.NOTHING : value(operand);
            ja.add(forgets ? name + " を消す" : name + " を" + gap(told.ja()) + "にする");
            en.add(forgets ? "forget " + name : "set " + name + " to " + told.en());
        });
        set.addTags().forEach(tag -> {
            ja.add("タグ「" + tag + "」を付ける");
            en.add("add the tag \"" + tag + "\"");
        });
        set.removeTags().forEach(tag -> {
            ja.add("タグ「" + tag + "」を外す");
            en.add("remove the tag \"" + tag + "\"");
        });
        set.consents().forEach((topic, granted) -> {
            ja.add("配信カテゴリ「" + topic + (granted ? "」に登録する" : "」を停止する"));
            en.add((granted ? "subscribe to \"" : "unsubscribe from \"") + topic + "\"");
        });
        String told = String.join(" and ", en);
        return new Names(String.join("、", ja), Character.toUpperCase(told.charAt(0)) + told.substring(1));
    }

    private static Names value(Operand operand) {
        return operand instanceof Operand.Literal(var literal)
                        && (literal instanceof Value.ListOf || literal instanceof Value.Null)
                ? new Names("一覧", "a list")
                : ConditionWords.operand(operand);
    }

    /** Latin letters and digits stand apart from kana. */
    private static String gap(String word) {
        return (word.charAt(0) < 0x80 ? " " : "") + word + (word.charAt(word.length() - 1) < 0x80 ? " " : "");
    }

    static Names detail(Action action) {
        return switch (action) {
            case Action.Set set -> StepWords.NOTHING;
            case Action.Coupon coupon -> detail(coupon);
            case Action.Points points -> points.reason() == null ? StepWords.NOTHING : points.reason();
            case Action.Task task ->
                task.due() == null
                        ? StepWords.NOTHING
                        : new Names(
                                "期限は" + TimeWords.tell(task.due()).ja() + "後",
                                "due in " + TimeWords.tell(task.due()).en());
            case Action.Webhook webhook ->
                webhook.await() == null
                        ? StepWords.NOTHING
                        : new Names(
                                "最長" + TimeWords.lasting(webhook.await()) + "、応答を待つ",
                                "waits for the answer for at most "
                                        + TimeWords.tell(webhook.await()).en());
            case Action.Emit emit -> properties(emit.properties());
            case Action.Start start -> properties(start.properties());
            case Action.Jump jump -> StepWords.NOTHING;
        };
    }

    private static Names detail(Action.Coupon coupon) {
        var ja = new ArrayList<String>();
        var en = new ArrayList<String>();
        if (coupon.expires() != null) {
            ja.add("有効期限は" + TimeWords.lasting(coupon.expires()));
            en.add("valid for " + TimeWords.tell(coupon.expires()).en());
        }
        if (coupon.pool() != null) {
            ja.add(coupon.exitIfEmpty() ? "残りがなければ終わる" : "残りがなければ渡さずに進む");
            en.add(coupon.exitIfEmpty() ? "ends if none is left" : "goes on without if none is left");
        }
        return new Names(String.join("、", ja), String.join(", ", en));
    }

    private static Names properties(Map<String, Operand> properties) {
        return Names.both(String.join(", ", properties.keySet()));
    }

    /** With its detail, as one sentence without the end. */
    static Names sentence(Action action) {
        return withDetail(title(action), detail(action));
    }

    private static Names withDetail(Names title, Names detail) {
        return detail.ja().isEmpty()
                ? title
                : new Names(title.ja() + "（" + detail.ja() + "）", title.en() + " (" + detail.en() + ")");
    }

    /** A (50 %). */
    static Names share(Step.Arm arm) {
        return new Names(arm.name().ja() + " " + arm.weight() + "%", arm.name().en() + " " + arm.weight() + "%");
    }

    static Names arms(Step.Split split) {
        return new Names(
                split.arms().stream().map(arm -> share(arm).ja()).collect(Collectors.joining("／")),
                split.arms().stream().map(arm -> share(arm).en()).collect(Collectors.joining(", ")));
    }

    /** How the winner is found; empty texts where there is none. */
    static Names winner(Step.Split split) {
        if (split.winner() == null) {
            return StepWords.NOTHING;
        }
        Names after = TimeWords.tell(split.winner().after());
        int min = split.winner().min();
        return new Names(
                after.ja() + "が過ぎ、どれも" + min + "人以上になったら、ゴール率の最も高いほうへ全員が進む",
                "After " + after.en() + " and once each has had " + min
                        + (min == 1 ? " customer" : " customers")
                        + ", everybody takes the one with the best goal rate");
    }

    /** What more a send says: channels other than mail alone, the condition. */
    static Names rules(Step.Send send) {
        var ja = new ArrayList<String>();
        var en = new ArrayList<String>();
        if (!send.channels().equals(List.of(Channel.EMAIL.id()))) {
            ja.add(send.channels().stream()
                            .map(ActionWords::channel)
                            .map(Names::ja)
                            .collect(Collectors.joining("、だめなら"))
                    + "で送る");
            en.add("by "
                    + send.channels().stream()
                            .map(ActionWords::channel)
                            .map(Names::en)
                            .collect(Collectors.joining(", else ")));
        }
        if (send.stillTrue() != null) {
            Names told = ConditionWords.tell(send.stillTrue());
            ja.add("送る直前に、" + ConditionWords.ifHolds(told.ja()) + "送る");
            en.add("if, just before it leaves, " + told.en());
        }
        return new Names(String.join("。", ja), String.join("; ", en));
    }

    private static Names channel(String id) {
        return switch (id) {
            case "email" -> new Names("メール", "mail");
            case "line", "sms" -> Names.both(id.toUpperCase(Locale.ROOT));
            default -> Names.both(id);
        };
    }
}

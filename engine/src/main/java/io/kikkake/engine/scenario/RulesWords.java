package io.kikkake.engine.scenario;

import io.kikkake.engine.scenario.GuardRules.Cap;
import io.kikkake.engine.time.QuietHours;
import io.kikkake.engine.time.Span;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells what the guard was told. */
final class RulesWords {

    private RulesWords() {}

    static List<Names> tell(GuardRules rules) {
        var sentences = new ArrayList<Names>();
        rules.caps().forEach(cap -> sentences.add(tell(cap)));
        if (rules.sameMessageWithin() != null) {
            sentences.add(same(rules.sameMessageWithin()));
        }
        if (rules.quietHours() != null) {
            sentences.add(quiet(rules.quietHours()));
        }
        if (rules.holdout() > 0) {
            sentences.add(new Names(
                    "顧客の" + percent(rules.holdout()) + "には、効果測定のため配信しない（ホールドアウト）。",
                    percent(rules.holdout()) + " of all customers get no mail, to measure its effect (holdout)."));
        }
        new TreeMap<>(rules.exclusionGroups()).forEach((name, group) -> sentences.add(group(name, group.within())));
        return sentences;
    }

    /** What a scenario says for itself; nothing where it says nothing. */
    static List<Names> tell(OwnRules own) {
        var sentences = new ArrayList<Names>();
        if (own.exclusionGroup() != null) {
            sentences.add(new Names(
                    "排他グループ「" + own.exclusionGroup() + "」に属する（優先度 " + own.priority() + "）。優先度の高いシナリオが進行中なら、配信を見合わせる。",
                    "It belongs to the exclusion group \"" + own.exclusionGroup() + "\" with priority " + own.priority()
                            + " and gives way to a scenario of higher priority."));
        }
        if (own.holdout() > 0) {
            sentences.add(new Names(
                    "顧客の" + percent(own.holdout()) + "には、効果測定のため配信しない（ホールドアウト）。",
                    percent(own.holdout())
                            + " of the customers get no mail from it, to measure its effect (holdout)."));
        }
        if (own.sameMessageWithin() != null) {
            sentences.add(same(own.sameMessageWithin()));
        }
        switch (own.quiet()) {
            case OwnRules.Quiet.AsProject() -> {}
            case OwnRules.Quiet.Never() -> sentences.add(new Names("深夜や休日でも配信する。", "Its mails go at any hour."));
            case OwnRules.Quiet.Own(var hours) -> sentences.add(quiet(hours));
        }
        if (own.ceiling() != null) {
            sentences.add(new Names(
                    "1日に" + own.ceiling() + "人を超えそうなときは、止めて確認を求める。",
                    "When it is about to reach more than " + own.ceiling() + " people in a day, it stops and asks."));
        }
        return sentences;
    }

    /** What a send step does when it is blocked; empty texts for the usual. */
    static Names tell(OnBlock onBlock) {
        if (onBlock.equals(OnBlock.DEFAULT)) {
            return StepWords.NOTHING;
        }
        return switch (onBlock.kind()) {
            case SKIP -> new Names("（配信ガードに止められたら送らない）", " (or not at all if the guard blocks it)");
            case END -> new Names("（配信ガードに止められたら終わる）", " (the run ends if the guard blocks it)");
            case DEFER -> {
                Span atMost = onBlock.atMost();
                yield atMost == null
                        ? StepWords.NOTHING
                        : new Names(
                                "（配信ガードに止められたら最長" + TimeWords.lasting(atMost) + "待つ）",
                                " (waiting for at most "
                                        + TimeWords.tell(atMost).en() + " if the guard blocks it)");
            }
        };
    }

    private static Names tell(Cap cap) {
        String ja = cap.topic() == null ? "メール" : "配信カテゴリ「" + cap.topic() + "」のメール";
        String en = cap.topic() == null ? "" : " on the topic \"" + cap.topic() + "\"";
        return new Names(
                ja + "は、" + TimeWords.lasting(cap.per()) + "に" + cap.most() + "通まで。",
                "At most " + cap.most() + (cap.most() == 1 ? " mail" : " mails") + en + " in "
                        + TimeWords.tell(cap.per()).en() + ".");
    }

    private static Names same(Span within) {
        return new Names(
                "同じメールは" + TimeWords.lasting(within) + "は送らない。",
                "The same mail is not sent again within "
                        + TimeWords.tell(within).en() + ".");
    }

    private static Names quiet(QuietHours quiet) {
        var ja = new ArrayList<String>();
        var en = new ArrayList<String>();
        if (quiet.from() != null) {
            ja.add(quiet.from() + "から" + quiet.to() + "まで");
            en.add("from " + quiet.from() + " to " + quiet.to());
        }
        if (!quiet.days().isEmpty()) {
            List<DayOfWeek> days = quiet.days().stream().sorted().toList();
            ja.add(days.stream()
                    .map(day -> day.getDisplayName(TextStyle.FULL, Locale.JAPANESE))
                    .collect(Collectors.joining("・")));
            en.add("on "
                    + days.stream()
                            .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH) + "s")
                            .collect(Collectors.joining(", ")));
        }
        if (quiet.holidays()) {
            ja.add("祝日");
            en.add("on Japanese holidays");
        }
        return new Names(
                String.join("、", ja) + "は送らず、明けてから送る（顧客の現地時間）。",
                "No mail goes " + String.join(", ", en) + " in the customer's own time; it waits until then.");
    }

    private static Names group(String name, @org.jspecify.annotations.Nullable Span within) {
        return within == null
                ? new Names(
                        "排他グループ「" + name + "」では、優先度の高いシナリオの進行中、ほかは送らない。",
                        "In the exclusion group \"" + name
                                + "\" the others are silent while a more important scenario runs.")
                : new Names(
                        "排他グループ「" + name + "」では、優先度の高いシナリオの進行中と、その配信から" + TimeWords.lasting(within) + "は、ほかは送らない。",
                        "In the exclusion group \"" + name
                                + "\" the others are silent while a more important scenario runs" + " and for "
                                + TimeWords.tell(within).en() + " after its mail.");
    }

    private static String percent(int hundredths) {
        return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString() + "%";
    }
}

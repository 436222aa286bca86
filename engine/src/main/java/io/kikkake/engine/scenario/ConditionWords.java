package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.condition.Operator;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells conditions; the Japanese ends in a plain form, ready for とき or なら. */
final class ConditionWords {

    private static final int LONGEST_NUMBER = 40;

    private ConditionWords() {}

    static Names tell(Condition condition) {
        return switch (condition) {
            case Condition.All(var conditions) -> join(conditions, "、かつ", " and ");
            case Condition.Any(var conditions) -> join(conditions, "、または", " or ");
            case Condition.Not(var inner) -> {
                Names told = tell(inner);
                yield new Names("「" + told.ja() + "」ではない", "not (" + told.en() + ")");
            }
            case Condition.Test test -> test(test);
            case Condition.Date(var subject, var test) -> DateWords.tell(subject(subject), test);
            case Condition.Performed performed -> PastWords.tell(performed, false);
            case Condition.Sequence(var following) -> PastWords.tell(following);
            case Condition.Consent(var topic, var given) ->
                new Names(
                        "「" + topic + "」の配信に同意" + (given ? "している" : "していない"),
                        "mail on \"" + topic + "\" is " + (given ? "accepted" : "not accepted"));
            case Condition.InScenario(var id, var ever) ->
                new Names(
                        "シナリオ「" + id + "」に" + (ever ? "参加したことがある" : "参加している"),
                        (ever ? "has been" : "is") + " in the scenario \"" + id + "\"");
            case Condition.InSegment(var id) ->
                new Names("セグメント「" + id + "」に入っている", "is in the segment \"" + id + "\"");
        };
    }

    /** …なら, after the plain form. */
    static String ifHolds(String ja) {
        if (ja.endsWith("なし") || ja.endsWith("あり")) {
            return ja.substring(0, ja.length() - 2) + (ja.endsWith("なし") ? "がなければ" : "があれば");
        }
        return withoutCopula(ja) + "なら";
    }

    /** …とき, after the plain form: 8000 以上のとき, と同じとき, を含むとき. */
    static String whenHolds(String ja) {
        if (ja.endsWith("なし") || ja.endsWith("あり")) {
            return ja.substring(0, ja.length() - 2) + (ja.endsWith("なし") ? "がないとき" : "があるとき");
        }
        boolean noun = ja.endsWith("である") && !ja.endsWith("と同じである") || endsInNumber(ja);
        return withoutCopula(ja) + (noun ? "のとき" : "とき");
    }

    /** 3回以上, ちょうど3回. */
    private static boolean endsInNumber(String ja) {
        return Stream.of("以上", "以下", "未満", "回", "種類").anyMatch(ja::endsWith);
    }

    static String withoutCopula(String ja) {
        return ja.endsWith("である")
                ? ja.substring(0, ja.length() - "である".length()).stripTrailing()
                : ja;
    }

    private static Names join(List<Condition> conditions, String ja, String en) {
        var japanese = new StringJoiner(ja);
        Condition before = null;
        for (Condition condition : conditions) {
            japanese.add(inJapanese(condition, before));
            before = condition;
        }
        return new Names(japanese.toString(), join(conditions, ConditionWords::inEnglish, en));
    }

    private static String join(List<Condition> conditions, Function<Condition, String> each, String between) {
        return conditions.stream().map(each).collect(Collectors.joining(between));
    }

    /** A window that was just said holds on: 直近7日間に「商品閲覧」が3回以上、かつ「購入」なし. */
    private static String inJapanese(Condition condition, @Nullable Condition before) {
        if (condition instanceof Condition.Performed performed) {
            boolean said = before instanceof Condition.Performed earlier
                    && earlier.counting().window().equals(performed.counting().window());
            return PastWords.tell(performed, said).ja();
        }
        String told = tell(condition).ja();
        return isGroup(condition) ? "（" + told + "）" : told;
    }

    private static String inEnglish(Condition condition) {
        String told = tell(condition).en();
        return isGroup(condition) ? "(" + told + ")" : told;
    }

    private static boolean isGroup(Condition condition) {
        return switch (condition) {
            case Condition.All(var conditions) -> conditions.size() > 1;
            case Condition.Any(var conditions) -> conditions.size() > 1;
            case Condition.Not not -> false;
            case Condition.Test test -> false;
            default -> false;
        };
    }

    private static Names test(Condition.Test test) {
        Names subject = subject(test.subject());
        boolean yes = !(test.operand() instanceof Operand.Literal(Value.Bool(var told)) && !told);
        if (test.operator() == Operator.EXISTS) {
            return told(subject, yes ? "がある" : "がない", yes ? "is known" : "is not known");
        }
        if (test.operator() == Operator.EMPTY) {
            return told(subject, yes ? "が空である" : "が空ではない", yes ? "is empty" : "is not empty");
        }
        Names operand = operand(test.operand());
        String ja = operand.ja();
        String en = operand.en();
        boolean other = test.operand() instanceof Operand.Reference;
        return switch (test.operator()) {
            case EQUALS -> told(subject, "が" + gap(ja) + (other ? "と同じである" : "である"), "is " + en);
            case NOT_EQUALS -> told(subject, "が" + gap(ja) + (other ? "と異なる" : "ではない"), "is not " + en);
            case IN -> told(subject, "が" + gap(ja) + "のいずれかである", "is one of " + en);
            case NOT_IN -> told(subject, "が" + gap(ja) + "のいずれでもない", "is none of " + en);
            case GREATER_THAN -> told(subject, "が" + gap(ja) + "より大きい", "is greater than " + en);
            case AT_LEAST -> told(subject, "が" + gap(ja) + "以上である", "is at least " + en);
            case LESS_THAN -> told(subject, "が" + gap(ja) + "より小さい", "is less than " + en);
            case AT_MOST -> told(subject, "が" + gap(ja) + "以下である", "is at most " + en);
            case CONTAINS -> told(subject, "が" + gap(ja) + "を含む", "contains " + en);
            case STARTS_WITH -> told(subject, "が" + gap(ja) + "で始まる", "starts with " + en);
            case ENDS_WITH -> told(subject, "が" + gap(ja) + "で終わる", "ends with " + en);
            case MATCHES -> told(subject, "が正規表現 " + ja + " に合う", "matches " + en);
            case HAS -> told(subject, "に" + gap(ja) + "が含まれる", "has " + en + " among it");
            case EXISTS, EMPTY -> subject;
        };
    }

    private static Names told(Names subject, String ja, String en) {
        return new Names(subject.ja() + " " + ja, subject.en() + " " + en);
    }

    /** Latin letters and digits stand apart from kana. */
    static String gap(String word) {
        return (word.charAt(0) < 0x80 ? " " : "") + word + (word.charAt(word.length() - 1) < 0x80 ? " " : "");
    }

    static Names subject(Subject subject) {
        return switch (subject.source()) {
            case ATTRIBUTE -> new Names("顧客の " + subject.path(), "the customer's " + subject.path());
            case PROPERTY -> Names.both(subject.path());
            case ENTRY -> new Names("きっかけの " + subject.path(), "the trigger's " + subject.path());
            case STEP -> {
                int dot = subject.path().indexOf('.');
                String step = dot < 0 ? subject.path() : subject.path().substring(0, dot);
                String path = dot < 0 ? "" : subject.path().substring(dot + 1);
                yield new Names(
                        "ステップ「" + step + "」の" + (path.isEmpty() ? "結果" : " " + path),
                        path.isEmpty() ? "what \"" + step + "\" brought" : "the " + path + " of \"" + step + "\"");
            }
            case CATALOG -> {
                Names of = subject.of() == null ? Names.both("?") : subject(subject.of());
                yield new Names(
                        "商品（" + of.ja() + "）の " + subject.path(),
                        "the " + subject.path() + " of the product (" + of.en() + ")");
            }
        };
    }

    static Names operand(Operand operand) {
        return switch (operand) {
            case Operand.Literal(var value) -> new Names(value(value, "「", "」", ""), value(value, "\"", "\"", ", "));
            case Operand.Reference(var subject) -> subject(subject);
            case Operand.Regex(var pattern) -> Names.both("/" + pattern.pattern() + "/");
        };
    }

    private static String value(Value value, String open, String close, String between) {
        return switch (value) {
            case Value.Text(var text) -> open + text + close;
            case Value.Number(var number) -> number(number);
            case Value.Bool(var bool) -> Boolean.toString(bool);
            case Value.ListOf(var items) ->
                items.stream()
                        .map(item -> value(item, open, close, between))
                        .collect(Collectors.joining(allTexts(items) ? between : ", "));
            case Value.ObjectOf object -> "{…}";
            case Value.Null() -> "null";
        };
    }

    private static boolean allTexts(List<Value> items) {
        return items.stream().allMatch(item -> item instanceof Value.Text);
    }

    static String number(BigDecimal number) {
        return Math.abs((long) number.scale()) <= LONGEST_NUMBER ? number.toPlainString() : number.toString();
    }
}

package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Condition.Performed;
import io.kikkake.engine.condition.Counting;
import io.kikkake.engine.condition.Counting.Aggregate;
import io.kikkake.engine.condition.Following;
import io.kikkake.engine.condition.MessageEvent;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.condition.Operator;
import io.kikkake.engine.condition.Window;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Tells conditions about what happened; the Japanese ends in a noun, あり or なし. */
final class PastWords {

    private PastWords() {}

    /** With the window before it, unless the words before it have said it already: 直近7日間に. */
    static Names tell(Performed performed, boolean windowSaid) {
        Counting counting = performed.counting();
        Names event = event(counting.event(), counting.where());
        Names window = window(counting.window());
        Names told = switch (performed.asked()) {
            case Performed.Size(var operator, var number)
            when counting.aggregate() == Aggregate.COUNT -> count(event, operator, number);
            case Performed.Size(var operator, var number) -> amount(event, counting, operator, number);
            case Performed.When(var test) -> {
                boolean first = counting.aggregate() == Aggregate.FIRST;
                yield DateWords.tell(
                        new Names(
                                (first ? "最初の" : "最後の") + event.ja(),
                                "the " + (first ? "first " : "last ") + event.en()),
                        test);
            }
        };
        if (counting.aggregate().isMoment()) {
            String ja =
                    counting.window() instanceof Window.Between ? window.ja().replaceFirst("に$", "の") : "";
            return new Names(ja + told.ja(), told.en() + (ja.isEmpty() ? "" : " " + window.en()));
        }
        return new Names(
                (windowSaid ? "" : window.ja()) + told.ja(),
                told.en() + (window.en().isEmpty() ? "" : " " + window.en()));
    }

    private static Names count(Names event, Operator operator, BigDecimal number) {
        long n = number.longValue();
        boolean none = operator == Operator.EQUALS && n == 0
                || operator == Operator.LESS_THAN && n == 1
                || operator == Operator.AT_MOST && n == 0;
        if (none) {
            return new Names(event.ja() + "なし", "no " + event.en());
        }
        if (operator == Operator.AT_LEAST && n == 1 || operator == Operator.GREATER_THAN && n == 0) {
            return new Names(event.ja() + "あり", event.en());
        }
        return new Names(
                event.ja() + "が" + compared(operator, n + "回"),
                event.en() + " " + compared(operator) + " " + n + (n == 1 ? " time" : " times"));
    }

    private static Names amount(Names event, Counting counting, Operator operator, BigDecimal number) {
        String n = ConditionWords.number(number);
        String property = String.valueOf(counting.property());
        Names what = switch (counting.aggregate()) {
            case SUM -> new Names("の合計が", "the sum of " + property);
            case MIN -> new Names("の最小値が", "the least " + property);
            case MAX -> new Names("の最大値が", "the greatest " + property);
            default -> new Names("が", "different values of " + property);
        };
        boolean distinct = counting.aggregate() == Aggregate.DISTINCT;
        String ja = event.ja() + "の" + gapped(property) + what.ja();
        return distinct
                ? new Names(
                        ja + compared(operator, n + "種類"),
                        compared(operator) + " " + n + " " + what.en() + " in " + event.en())
                : new Names(
                        ja + ConditionWords.gap(n).stripTrailing() + compared(operator, ""),
                        what.en() + " of " + event.en() + " " + compared(operator) + " " + n);
    }

    private static String gapped(String word) {
        return ConditionWords.gap(word);
    }

    private static String compared(Operator operator, String ja) {
        return switch (operator) {
            case GREATER_THAN -> ja.isEmpty() ? " より大きい" : ja + "より多い";
            case AT_LEAST -> ja.isEmpty() ? " 以上" : ja + "以上";
            case LESS_THAN -> ja.isEmpty() ? " 未満" : ja + "未満";
            case AT_MOST -> ja.isEmpty() ? " 以下" : ja + "以下";
            default -> ja.isEmpty() ? " ちょうど" : "ちょうど" + ja;
        };
    }

    private static String compared(Operator operator) {
        return switch (operator) {
            case GREATER_THAN -> "more than";
            case AT_LEAST -> "at least";
            case LESS_THAN -> "less than";
            case AT_MOST -> "at most";
            default -> "exactly";
        };
    }

    private static Names window(Window window) {
        return switch (window) {
            case Window.Ever() -> new Names("これまでに", "");
            case Window.Within(var span) ->
                new Names(
                        "直近" + TimeWords.lasting(span) + "に",
                        "in the last " + TimeWords.tell(span).en());
            case Window.Between(var first, var last) ->
                new Names(
                        DateWords.day(first) + "から" + until(first, last) + "までに", "between " + first + " and " + last);
        };
    }

    /** The year is said once where it is the same. */
    private static String until(LocalDate first, LocalDate last) {
        String day = last.getMonthValue() + "月" + last.getDayOfMonth() + "日";
        return first.getYear() == last.getYear() ? day : DateWords.day(last);
    }

    static Names tell(Following following) {
        Names first = event(following.event(), following.where());
        Names then = event(following.then(), following.thenWhere());
        Names span = TimeWords.tell(following.within());
        return following.missing()
                ? new Names(
                        first.ja() + "の後、" + TimeWords.lasting(following.within()) + then.ja() + "なし",
                        "no " + then.en() + " for " + span.en() + " after " + first.en())
                : new Names(
                        first.ja() + "の後、" + span.ja() + "以内に" + then.ja() + "あり",
                        then.en() + " within " + span.en() + " after " + first.en());
    }

    private static Names event(String event, Condition asked) {
        Condition where = MessageEvent.asWritten(asked);
        Optional<MessageEvent> message = MessageEvent.of(event);
        if (message.isPresent()) {
            return withMachines(message(message.get(), where), message.get(), asked);
        }
        if (where.equals(Condition.always())) {
            return new Names("「" + event + "」", "\"" + event + "\"");
        }
        Names told = ConditionWords.tell(where);
        return new Names(
                "「" + event + "」（" + ConditionWords.withoutCopula(told.ja()) + "）",
                "\"" + event + "\" (" + told.en() + ")");
    }

    private static Names withMachines(Names told, MessageEvent message, Condition asked) {
        boolean everybody = MessageEvent.byPeople(message.event(), asked) != asked
                && MessageEvent.asWritten(asked).equals(asked);
        return everybody ? new Names(told.ja() + "（自動アクセスを含む）", told.en() + " (by programs, too)") : told;
    }

    private static Names message(MessageEvent message, Condition where) {
        Names what = switch (message) {
            case SENT -> new Names("メールの送信", "mail sent");
            case OPENED -> new Names("メールの開封", "mail opened");
            case CLICKED -> new Names("メールのクリック", "mail clicked");
            case BOUNCED -> new Names("メールの不達", "mail bounced");
        };
        List<Condition> parts = where instanceof Condition.All(var conditions) ? conditions : List.of(where);
        var ja = new StringBuilder();
        var en = new StringBuilder();
        for (Condition part : parts) {
            Names told = about(part);
            ja.append(ja.isEmpty() ? "" : "、").append(told.ja());
            en.append(en.isEmpty() ? "" : ", ").append(told.en());
        }
        return parts.isEmpty() ? what : new Names(what.ja() + "（" + ja + "）", what.en() + " (" + en + ")");
    }

    private static Names about(Condition part) {
        if (part instanceof Condition.Test(var subject, var operator, Operand.Literal(Value.Text(var id)))
                && operator == Operator.EQUALS) {
            Names kind = switch (subject.path()) {
                case MessageEvent.SCENARIO -> new Names("シナリオ", "scenario");
                case MessageEvent.STEP -> new Names("ステップ", "step");
                case MessageEvent.MESSAGE -> new Names("メッセージ", "message");
                case MessageEvent.TOPIC -> new Names("配信カテゴリ", "topic");
                default -> Names.both(subject.path());
            };
            return new Names(kind.ja() + "「" + id + "」", kind.en() + " \"" + id + "\"");
        }
        return ConditionWords.tell(part);
    }
}

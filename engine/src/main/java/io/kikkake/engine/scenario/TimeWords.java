package io.kikkake.engine.scenario;

import io.kikkake.engine.time.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells waits and lengths of time. */
final class TimeWords {

    private static final Names WITHOUT_DAYS_OFF = new Names("土日祝を除く", "not counting weekends and holidays");

    private TimeWords() {}

    /** The wait as something that is done: 1時間待つ. */
    static Names waiting(WaitUntil wait) {
        return switch (wait) {
            case WaitUntil.Lasting(var span, var at)
            when at == null ->
                new Names(lasting(span) + "待つ", "Wait " + tell(span).en());
            case WaitUntil.Lasting(var span, var at)
            when span.isWholeDays() ->
                new Names(
                        tell(span).ja() + "後の" + at + "まで待つ",
                        "Wait until " + at + ", " + tell(span).en() + " later");
            case WaitUntil.Lasting(var span, var at) ->
                new Names(
                        tell(span).ja() + "待ち、その次の" + at + "まで待つ",
                        "Wait " + tell(span).en() + ", then until the next " + at);
            case WaitUntil.TimeOfDay(var at) -> new Names("次の" + at + "まで待つ", "Wait until the next " + at);
            case WaitUntil.BusinessDays(var days, var at, var calendar) ->
                new Names(
                        days + "営業日後の" + timeJa(at) + "まで待つ（" + WITHOUT_DAYS_OFF.ja() + "）",
                        "Wait until " + (at == null ? "the same time of day" : at) + ", " + businessDays(days)
                                + " later (" + WITHOUT_DAYS_OFF.en() + ")");
            case WaitUntil.Weekday(var days, var at) -> {
                Names named = weekdays(days);
                yield new Names(
                        "次の" + named.ja() + "の" + at + "まで待つ", "Wait until " + at + " on the next " + named.en());
            }
            case WaitUntil.NextBusinessDay(var at, var calendar) ->
                new Names(
                        "次の営業日の" + at + "まで待つ（" + WITHOUT_DAYS_OFF.ja() + "）",
                        "Wait until " + at + " on the next business day (" + WITHOUT_DAYS_OFF.en() + ")");
        };
    }

    private static Names weekdays(Set<DayOfWeek> days) {
        return new Names(
                days.stream()
                        .map(day -> day.getDisplayName(TextStyle.FULL, Locale.JAPANESE))
                        .collect(Collectors.joining("・")),
                days.stream()
                        .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                        .collect(Collectors.joining(" or ")));
    }

    /** 顧客の contract_end の30日前の09:00まで待つ. */
    static Names waiting(Step.WaitForDate wait) {
        Names date = ConditionWords.subject(wait.date());
        int days = Math.abs(wait.days());
        String en = days + (days == 1 ? " day" : " days");
        return new Names(
                date.ja() + " の" + (days == 0 ? "日の" : days + (wait.days() < 0 ? "日前の" : "日後の")) + wait.at() + "まで待つ",
                "Wait until " + wait.at()
                        + (days == 0 ? " on " : ", " + en + (wait.days() < 0 ? " before " : " after "))
                        + date.en());
    }

    /** その時刻を過ぎていたら、すぐに進む。日付がなければ、終わる. */
    static Names otherwise(Step.WaitForDate wait) {
        Names past = instead(wait.ifPast());
        Names missing = instead(wait.ifMissing());
        return new Names(
                "その時刻を過ぎていたら" + past.ja() + "。日付がなければ" + missing.ja(),
                "If that has passed, " + past.en() + "; without such a date, " + missing.en());
    }

    private static Names instead(Step.Instead instead) {
        return switch (instead) {
            case GO_ON -> new Names("すぐに進む", "go on at once");
            case SKIP_STEP -> new Names("次のステップを飛ばす", "leave the next step out");
            case EXIT -> new Names("終わる", "end");
        };
    }

    static Names waiting(Step.WaitForHour wait) {
        return new Names(
                "その顧客がよく開封・クリックする時間帯まで待つ（わからなければ" + wait.otherwise() + "）",
                "Wait until the hour in which the customer opens and clicks most (" + wait.otherwise()
                        + " while that is not known)");
    }

    /** The wait as a limit: 最長2営業日. */
    static Names atMost(@Nullable WaitUntil wait) {
        return switch (wait) {
            case null -> new Names("期限なし", "without a limit");
            case WaitUntil.Lasting(var span, var at)
            when at == null ->
                new Names("最長" + tell(span).ja(), "for at most " + tell(span).en());
            case WaitUntil.Lasting(var span, var at)
            when span.isWholeDays() ->
                new Names(
                        tell(span).ja() + "後の" + at + "まで",
                        "until " + at + ", " + tell(span).en() + " later");
            case WaitUntil.Lasting(var span, var at) ->
                new Names(
                        tell(span).ja() + "後、次の" + at + "まで",
                        "for " + tell(span).en() + " and until the next " + at);
            case WaitUntil.TimeOfDay(var at) -> new Names("次の" + at + "まで", "until the next " + at);
            case WaitUntil.BusinessDays(var days, var at, var calendar)
            when at == null ->
                new Names(
                        "最長" + days + "営業日、" + WITHOUT_DAYS_OFF.ja(),
                        "for at most " + businessDays(days) + ", " + WITHOUT_DAYS_OFF.en());
            case WaitUntil.BusinessDays(var days, var at, var calendar) ->
                new Names(
                        days + "営業日後の" + at + "まで、" + WITHOUT_DAYS_OFF.ja(),
                        "until " + at + ", " + businessDays(days) + " later, " + WITHOUT_DAYS_OFF.en());
            case WaitUntil.Weekday(var days, var at) -> {
                Names named = weekdays(days);
                yield new Names("次の" + named.ja() + "の" + at + "まで", "until " + at + " on the next " + named.en());
            }
            case WaitUntil.NextBusinessDay(var at, var calendar) ->
                new Names(
                        "次の営業日の" + at + "まで、" + WITHOUT_DAYS_OFF.ja(),
                        "until " + at + " on the next business day, " + WITHOUT_DAYS_OFF.en());
        };
    }

    private static String timeJa(@Nullable LocalTime at) {
        return at == null ? "同じ時刻" : at.toString();
    }

    private static String businessDays(int days) {
        return days == 1 ? "1 business day" : days + " business days";
    }

    /** 7日間, 1時間. */
    static String lasting(Span span) {
        String ja = tell(span).ja();
        return ja.endsWith("日") ? ja + "間" : ja;
    }

    static Names tell(Span span) {
        var ja = new ArrayList<String>();
        var en = new ArrayList<String>();
        Duration time = span.time();
        long[] amounts = {span.days(), time.toHours(), time.toMinutesPart(), time.toSecondsPart()};
        String[] japanese = {"日", "時間", "分", "秒"};
        String[] english = {"day", "hour", "minute", "second"};
        for (int i = 0; i < amounts.length; i++) {
            if (amounts[i] > 0) {
                ja.add(amounts[i] + japanese[i]);
                en.add(amounts[i] + " " + english[i] + (amounts[i] == 1 ? "" : "s"));
            }
        }
        return new Names(String.join("", ja), String.join(" ", en));
    }
}

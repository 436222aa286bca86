package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.DateTest;
import io.kikkake.engine.condition.DateTest.DateOperand;
import io.kikkake.engine.condition.DateValue;
import io.kikkake.engine.time.Span;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Tells tests of dates; the Japanese ends in a plain form. */
final class DateWords {

    private DateWords() {}

    static Names tell(Names subject, DateTest test) {
        // Latin letters stand apart from kana.
        String ja = subject.ja().charAt(subject.ja().length() - 1) < 0x80 ? subject.ja() + " " : subject.ja();
        String en = subject.en();
        return switch (test) {
            case DateTest.On(DateOperand.Today()) -> new Names(ja + "が今日である", en + " is today");
            case DateTest.On(var date) ->
                new Names(
                        ja + "が" + date(date).ja() + "である",
                        en + " is on " + date(date).en());
            case DateTest.Before(var date) ->
                new Names(
                        ja + "が" + date(date).ja() + "より前である",
                        en + " is before " + date(date).en());
            case DateTest.After(var date) ->
                new Names(
                        ja + "が" + date(date).ja() + "より後である",
                        en + " is after " + date(date).en());
            case DateTest.WithinNext(var span) ->
                new Names(
                        ja + "が" + (span.isWholeDays() ? "今日から" : "今から")
                                + TimeWords.tell(span).ja() + "以内である",
                        en + " is within the next " + TimeWords.tell(span).en());
            case DateTest.WithinLast(var span) ->
                new Names(
                        ja + "が直近" + TimeWords.lasting(span) + "以内である",
                        en + " is within the last " + TimeWords.tell(span).en());
            case DateTest.LongerAgo(var span) ->
                new Names(
                        ja + "から" + past(span) + "が過ぎている",
                        en + " is more than " + TimeWords.tell(span).en() + " ago");
            case DateTest.Anniversary(var days)
            when days == 0 -> new Names("今日が" + ja + "と同じ月日である", "today is the anniversary of " + en);
            case DateTest.Anniversary(var days) ->
                new Names(
                        days + "日後が" + ja + "と同じ月日である",
                        "in " + days + (days == 1 ? " day" : " days") + " is the anniversary of " + en);
        };
    }

    private static String past(Span span) {
        return TimeWords.tell(span).ja();
    }

    /** 2026年4月1日. */
    static String day(LocalDate day) {
        return day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    private static Names date(DateOperand date) {
        return switch (date) {
            case DateOperand.Today() -> new Names("今日", "today");
            case DateOperand.Fixed(DateValue.Day(var day)) -> new Names(day(day), day.toString());
            case DateOperand.Fixed(DateValue.Moment(var at)) -> {
                var utc = at.atOffset(ZoneOffset.UTC);
                String time = String.format("%02d:%02d", utc.getHour(), utc.getMinute());
                yield new Names(day(utc.toLocalDate()) + time + "（協定世界時）", utc.toLocalDate() + " " + time + " UTC");
            }
            case DateOperand.Fixed(DateValue.Birthday(var day)) ->
                new Names(day.getMonthValue() + "月" + day.getDayOfMonth() + "日", day.toString());
            case DateOperand.Reference(var subject) -> ConditionWords.subject(subject);
        };
    }
}

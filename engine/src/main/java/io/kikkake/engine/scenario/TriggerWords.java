package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.MessageEvent;
import io.kikkake.engine.scenario.Trigger.Crossing;
import io.kikkake.engine.scenario.Trigger.Direction;
import io.kikkake.engine.scenario.Trigger.News;
import io.kikkake.engine.time.Span;
import java.time.Duration;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells triggers: in sentences, and as a box with a title. */
final class TriggerWords {

    private TriggerWords() {}

    static List<Names> sentences(Trigger trigger) {
        var sentences = new ArrayList<Names>();
        Names start = start(trigger);
        sentences.add(new Names(start.ja() + "に始まる。", "Starts " + start.en() + "."));
        switch (trigger) {
            case Trigger.OnSegment segment
            when segment.crossing() == Crossing.ENTERED ->
                sentences.add(existing(segment.existing(), "当てはまる", "match"));
            case Trigger.OnDate date -> {
                sentences.add(missed(date));
                if (date.settled() > 0) {
                    sentences.add(settled(date));
                }
            }
            case Trigger.OnSilence silence ->
                sentences.add(existing(silence.existing(), "それだけ途絶えている", "have been silent for so long"));
            case Trigger.OnNews(News.Restock restock, var where) -> sentences.add(lots(restock));
            case Trigger.OnTrend trend -> sentences.add(floor(trend));
            default -> {}
        }
        return sentences;
    }

    /** …とき, and what comes after "Starts". */
    private static Names start(Trigger trigger) {
        return switch (trigger) {
            case Trigger.OnEvent(var pattern) -> when(StepWords.when(pattern));
            case Trigger.OnForm(var form, var where) ->
                where(new Names("フォーム「" + form + "」が送信されたとき", "when the form \"" + form + "\" is submitted"), where);
            case Trigger.OnNews(var news, var where) -> where(news(news), where);
            case Trigger.OnSegment(var crossing, var segment, var existing) -> crossing(crossing, segment);
            case Trigger.OnDate date -> day(date);
            case Trigger.OnSilence silence -> silence(silence);
            case Trigger.OnTrend trend -> trend(trend);
            case Trigger.OnCall() -> new Names("API か担当者が顧客を加えたとき", "when the API or a person puts the customer in");
            case Trigger.OnScenario(var scenario, var ending) -> ending(scenario, ending);
            case Trigger.OnSchedule(var schedule, var segment) -> schedule(schedule, segment);
        };
    }

    private static Names when(Names clause) {
        return new Names(clause.ja(), "when " + clause.en());
    }

    private static Names where(Names start, Condition asked) {
        Condition where = MessageEvent.asWritten(asked);
        if (where.equals(Condition.always())) {
            return start;
        }
        Names told = ConditionWords.tell(where);
        return new Names(
                start.ja() + "（" + ConditionWords.whenHolds(told.ja()) + "だけ）", start.en() + " and " + told.en());
    }

    private static Names news(News news) {
        return switch (news) {
            case News.Restock restock ->
                new Names("希望した商品が再入荷したとき", "when a product the customer asked for is back in stock");
            case News.PriceDrop(var percent) ->
                new Names(
                        "関心のある商品が" + percent + "%以上値下がりしたとき",
                        "when a product of interest to the customer drops in price by " + percent + " % or more");
            case News.FewLeft(var atMost) ->
                new Names(
                        "関心のある商品の在庫が残り" + atMost + "点以下になったとき",
                        "when at most " + atMost + " are left of a product of interest to the customer");
            case News.NewArticle(var category)
            when category == null ->
                new Names("関心のあるカテゴリに新しい記事が出たとき", "when an article appears in a category of interest to the customer");
            case News.NewArticle(var category) ->
                new Names(
                        "カテゴリ「" + category + "」に新しい記事が出たとき",
                        "when an article appears in the category \"" + category + "\"");
        };
    }

    private static Names crossing(Crossing crossing, Condition segment) {
        Names told = ConditionWords.tell(segment);
        return switch (crossing) {
            case ENTERED ->
                new Names("「" + told.ja() + "」に当てはまるようになったとき", "when the customer comes to match: " + told.en());
            case LEFT ->
                new Names("「" + told.ja() + "」に当てはまらなくなったとき", "when the customer no longer matches: " + told.en());
        };
    }

    private static Names day(Trigger.OnDate date) {
        String attribute = date.attribute();
        int days = Math.abs(date.offset());
        Names span = TimeWords.tell(new Span(days, Duration.ZERO));
        String ja = date.offset() == 0 ? "の日" : date.offset() < 0 ? "の" + span.ja() + "前" : "の" + span.ja() + "後";
        String en = date.offset() == 0 ? "on the day of" : span.en() + (date.offset() < 0 ? " before" : " after");
        return new Names(
                (date.yearly() ? "毎年、" : "") + "顧客の " + attribute + " " + ja + "の" + date.at(),
                (date.yearly() ? "every year " : "") + en + " the customer's " + attribute + " at " + date.at());
    }

    private static Names missed(Trigger.OnDate date) {
        return date.grace() == null
                ? new Names("その時刻を過ぎてから日付が分かった場合は始めない。", "If the date becomes known after that time, nothing starts.")
                : new Names(
                        "その時刻を過ぎてから日付が分かった場合も、" + TimeWords.tell(date.grace()).ja() + "以内なら始める。",
                        "If the date becomes known after that time, it still starts within "
                                + TimeWords.tell(date.grace()).en() + ".");
    }

    private static Names settled(Trigger.OnDate date) {
        Names days = TimeWords.tell(new Span(date.settled(), Duration.ZERO));
        return new Names(
                "この" + days.ja() + "以内に日付が変わった顧客は始めない。",
                "It does not start for customers whose date changed within the last " + days.en() + ".");
    }

    private static Names existing(boolean enter, String ja, String en) {
        return enter
                ? new Names(
                        "公開した時点ですでに" + ja + "顧客も始める。",
                        "It also starts for those who " + en + " when the scenario is published.")
                : new Names(
                        "公開した時点ですでに" + ja + "顧客は始めない。",
                        "It does not start for those who " + en + " already when the scenario is published.");
    }

    private static Names silence(Trigger.OnSilence silence) {
        Names event = event(silence.pattern());
        return new Names(
                event.ja() + "のないまま、最後から" + TimeWords.tell(silence.lasting()).ja() + "たったとき",
                "when " + TimeWords.tell(silence.lasting()).en() + " have passed since the last " + event.en());
    }

    private static Names trend(Trigger.OnTrend trend) {
        Names event = event(trend.pattern());
        boolean up = trend.direction() == Direction.UP;
        return new Names(
                "直近" + trend.days() + "日間の" + event.ja() + "が、その前の" + trend.days() + "日間より" + trend.percent() + "%以上"
                        + (up ? "増えた" : "減った") + "とき",
                "when " + event.en() + " in the last " + days(trend.days()) + (up ? " rises by " : " falls by ")
                        + trend.percent() + " % or more against the " + days(trend.days()) + " before");
    }

    private static Names floor(Trigger.OnTrend trend) {
        return new Names(
                "多いほうの期間に" + trend.floor() + "回以上あることが条件。",
                "The fuller of the two windows must have " + trend.floor() + " or more.");
    }

    private static String days(int days) {
        return days == 1 ? "day" : days + " days";
    }

    private static Names event(EventPattern pattern) {
        Names bare = new Names("「" + pattern.event() + "」", "\"" + pattern.event() + "\"");
        Condition asked = MessageEvent.asWritten(pattern.where());
        if (asked.equals(Condition.always())) {
            return bare;
        }
        Names where = ConditionWords.tell(asked);
        return new Names(bare.ja() + "（" + where.ja() + "）", bare.en() + " (" + where.en() + ")");
    }

    private static Names ending(String scenario, Trigger.Ending ending) {
        String which = "シナリオ「" + scenario + "」";
        String quoted = "the scenario \"" + scenario + "\"";
        return switch (ending) {
            case GOAL -> new Names(which + "がゴールに達したとき", "when " + quoted + " reaches its goal");
            case EXITED -> new Names(which + "から途中で抜けたとき", "when the customer leaves " + quoted + " early");
            case ENDED -> new Names(which + "が最後まで進んだとき", "when " + quoted + " comes to its end");
            case ANY -> new Names(which + "が終わったとき", "when " + quoted + " is over");
        };
    }

    private static Names schedule(Schedule schedule, Condition segment) {
        Names time = switch (schedule) {
            case Schedule.Once(var at) -> {
                String moment = at.toLocalDate() + " " + at.toLocalTime();
                yield new Names(moment, "on " + moment);
            }
            case Schedule.Daily(var at) -> new Names("毎日" + at, "every day at " + at);
            case Schedule.Weekly(var day, var at) ->
                new Names(
                        "毎週" + day.getDisplayName(TextStyle.FULL, Locale.JAPANESE) + at,
                        "every " + day.getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " at " + at);
            case Schedule.Monthly(var day, var at) ->
                new Names("毎月" + day + "日" + at, "on day " + day + " of every month at " + at);
        };
        if (segment.equals(Condition.always())) {
            return new Names(time.ja() + "、すべての顧客", time.en() + " for all customers");
        }
        Names who = ConditionWords.tell(segment);
        return new Names(
                time.ja() + "、「" + who.ja() + "」に当てはまる顧客", time.en() + " for customers who match: " + who.en());
    }

    private static Names lots(News.Restock restock) {
        return new Names(
                "希望した順に、一度に在庫の" + restock.lot() + "倍の人数まで知らせ、在庫が残っていれば次の人たちに続ける。",
                "They are told in the order they asked, at most " + restock.lot()
                        + " for each piece in stock at a time; the next ones while stock remains.");
    }

    static Names title(Trigger trigger) {
        return switch (trigger) {
            case Trigger.OnEvent(var pattern) ->
                new Names("「" + pattern.event() + "」が起きたとき", "When \"" + pattern.event() + "\" happens");
            case Trigger.OnSegment(var crossing, var segment, var existing) ->
                crossing == Crossing.ENTERED
                        ? new Names("条件に当てはまったとき", "When a customer comes to match")
                        : new Names("条件から外れたとき", "When a customer no longer matches");
            case Trigger.OnForm form -> capital(start(new Trigger.OnForm(form.form(), Condition.always())));
            case Trigger.OnNews news -> capital(start(new Trigger.OnNews(news.news(), Condition.always())));
            case Trigger.OnSchedule schedule ->
                capital(start(new Trigger.OnSchedule(schedule.schedule(), Condition.always())));
            case Trigger.OnDate date -> capital(start(date));
            case Trigger.OnSilence silence -> capital(start(silence));
            case Trigger.OnTrend trend -> capital(start(trend));
            case Trigger.OnCall call -> capital(start(call));
            case Trigger.OnScenario scenario -> capital(start(scenario));
        };
    }

    private static Names capital(Names names) {
        return new Names(
                names.ja(),
                names.en().substring(0, 1).toUpperCase(Locale.ROOT) + names.en().substring(1));
    }

    static Names detail(Trigger trigger) {
        Condition condition = switch (trigger) {
            case Trigger.OnEvent(var pattern) -> MessageEvent.asWritten(pattern.where());
            case Trigger.OnForm(var form, var where) -> where;
            case Trigger.OnNews(var news, var where) -> where;
            case Trigger.OnSegment(var crossing, var segment, var existing) -> segment;
            case Trigger.OnSchedule(var schedule, var segment) -> segment;
            default -> Condition.always();
        };
        return condition.equals(Condition.always()) ? StepWords.NOTHING : ConditionWords.tell(condition);
    }
}

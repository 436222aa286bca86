package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.condition.Operator;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What starts a run. */
public sealed interface Trigger {

    record OnEvent(EventPattern pattern) implements Trigger {}

    /** A form of the customer's was submitted: the event {@code Form Submitted}. */
    record OnForm(String form, Condition where) implements Trigger {}

    /** Something about a product or article that the customer asked for or looked at. */
    record OnNews(News news, Condition where) implements Trigger {}

    /**
     * The customer comes to match a condition, or no longer does.
     *
     * @param existing whether those who match when the scenario is published enter then
     */
    record OnSegment(Crossing crossing, Condition segment, boolean existing) implements Trigger {}

    /**
     * A day that an attribute names.
     *
     * @param attribute path of the attribute
     * @param offset days after the day; negative: before it
     * @param yearly its anniversaries instead of the day itself
     * @param grace how late a run may still start; null: not after the day is over
     * @param settled days for which the attribute must not have changed; 0: any
     */
    record OnDate(
            String attribute,
            int offset,
            LocalTime at,
            boolean yearly,
            @Nullable Span grace,
            int settled) implements Trigger {}

    /**
     * An event has not happened again for a while.
     *
     * @param existing whether those who are silent for longer already when the scenario is published enter then
     */
    record OnSilence(EventPattern pattern, Span lasting, boolean existing) implements Trigger {}

    /**
     * An event happens more or less often than before.
     *
     * @param days length of the window and of the one before it, 1 to {@link #LONGEST_WINDOW}
     * @param percent by how much the count differs, at least 1
     * @param floor fewest events in the fuller of the two windows
     */
    record OnTrend(EventPattern pattern, int days, Direction direction, int percent, int floor) implements Trigger {
        public static final int LONGEST_WINDOW = 180;
    }

    /** Nothing but a call of the API, or a person. */
    record OnCall() implements Trigger {}

    /** A run of another scenario ended. */
    record OnScenario(String scenario, Ending ending) implements Trigger {}

    /** A time at which everybody who matches is sent for. */
    record OnSchedule(Schedule schedule, Condition segment) implements Trigger {}

    enum Crossing {
        ENTERED,
        LEFT;

        /** As written in documents: {@code entered}. */
        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Direction {
        UP,
        DOWN;

        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Ending {
        GOAL,
        EXITED,
        ENDED,
        ANY;

        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is told of a product or article.
     *
     * <p>The host makes an event of the name of each of it for each customer who asked.
     */
    sealed interface News {

        /** @param lot customers told at a time for each piece in stock */
        record Restock(int lot) implements News {
            /** Lots of one trigger: 1 to this. */
            public static final int MOST = 100;
        }

        /** @param percent by how much the price has fallen at least */
        record PriceDrop(int percent) implements News {}

        /** @param atMost pieces that are left */
        record FewLeft(int atMost) implements News {}

        /** @param category of the article; null: any */
        record NewArticle(@Nullable String category) implements News {}

        default String event() {
            return switch (this) {
                case Restock restock -> "Product Restocked";
                case PriceDrop drop -> "Product Price Dropped";
                case FewLeft few -> "Product Few Left";
                case NewArticle article -> "Article Published";
            };
        }
    }

    String FORM_SUBMITTED = "Form Submitted";

    /** The events that start runs; nothing for triggers that no single event is. */
    default Optional<EventPattern> event() {
        return switch (this) {
            case OnEvent(var pattern) -> Optional.of(pattern);
            case OnForm(var form, var where) ->
                Optional.of(
                        new EventPattern(FORM_SUBMITTED, both(test("form", Operator.EQUALS, Value.of(form)), where)));
            case OnNews(var news, var where) -> Optional.of(new EventPattern(news.event(), both(about(news), where)));
            case OnSegment segment -> Optional.empty();
            case OnDate date -> Optional.empty();
            case OnSilence silence -> Optional.empty();
            case OnTrend trend -> Optional.empty();
            case OnCall call -> Optional.empty();
            case OnScenario scenario -> Optional.empty();
            case OnSchedule schedule -> Optional.empty();
        };
    }

    /** The events whose absence or frequency is watched; nothing for other triggers. */
    default Optional<EventPattern> counted() {
        return switch (this) {
            case OnSilence silence -> Optional.of(silence.pattern());
            case OnTrend trend -> Optional.of(trend.pattern());
            default -> Optional.empty();
        };
    }

    /** Whether there is something to note of a customer when the scenario is published. */
    default boolean looksBack() {
        return this instanceof OnSegment
                || this instanceof OnDate
                || this instanceof OnSilence
                || this instanceof OnTrend;
    }

    private static Condition about(News news) {
        return switch (news) {
            case News.Restock restock -> Condition.always();
            case News.PriceDrop(var percent) -> test("percent", Operator.AT_LEAST, Value.of(percent));
            case News.FewLeft(var atMost) -> test("stock", Operator.AT_MOST, Value.of(atMost));
            case News.NewArticle(var category) when category == null -> Condition.always();
            case News.NewArticle(var category) -> test("categories", Operator.HAS, Value.of(category));
        };
    }

    private static Condition test(String property, Operator operator, Value operand) {
        return new Condition.Test(
                new Subject(Subject.Source.PROPERTY, property), operator, new Operand.Literal(operand));
    }

    private static Condition both(Condition one, Condition other) {
        if (one.equals(Condition.always())) {
            return other;
        }
        return other.equals(Condition.always()) ? one : new Condition.All(List.of(one, other));
    }
}

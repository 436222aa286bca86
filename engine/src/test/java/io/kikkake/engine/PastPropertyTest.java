package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.condition.Truth;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.StateCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Tallies answer as a look at the whole history would. */
class PastPropertyTest {

    /** Something that happened, late by some time. */
    record Happened(String event, int value, Duration after, Duration late) {}

    record Known(String event, int value, Instant at) {}

    private static final Map<String, BiFunction<List<Known>, Instant, Truth>> EXACT = Map.of(
            "{performed: A, at-least: 3, within: 7d}",
                    (all, now) -> Truth.of(in(all, now, 7).count() >= 3),
            "{performed: A, equals: 2, within: 2d}",
                    (all, now) -> Truth.of(in(all, now, 2).count() == 2),
            "{performed: A, at-most: 4}", (all, now) -> Truth.of(of(all, "A").count() <= 4),
            "{performed: A, sum: value, at-least: 6, within: 3d}",
                    (all, now) ->
                            Truth.of(in(all, now, 3).mapToInt(Known::value).sum() >= 6),
            "{performed: A, max: value, equals: 3, within: 3d}",
                    (all, now) -> in(all, now, 3)
                            .map(Known::value)
                            .max(Integer::compare)
                            .map(most -> Truth.of(most == 3))
                            .orElse(Truth.UNKNOWN),
            "{performed: A, min: value, at-least: 2}",
                    (all, now) -> of(all, "A")
                            .map(Known::value)
                            .min(Integer::compare)
                            .map(least -> Truth.of(least >= 2))
                            .orElse(Truth.UNKNOWN),
            "{performed: A, distinct: value, at-least: 3, within: 4d}",
                    (all, now) -> Truth.of(
                            in(all, now, 4).map(Known::value).distinct().count() >= 3),
            "{performed: A, last: {longer-ago: 2d}}",
                    (all, now) -> of(all, "A")
                            .map(Known::at)
                            .max(Instant::compareTo)
                            .map(last -> Truth.of(!last.plus(Duration.ofDays(2)).isAfter(now)))
                            .orElse(Truth.UNKNOWN));

    private static final List<String> OTHERS = List.of(
            "{sequence: {event: A}, then: {event: B}, within: 1d}",
            "{sequence: {event: A}, without: {event: B}, for: 1d}",
            "{sequence: {event: A}, without: {event: A}, for: 1d12h}",
            "{performed: A, at-least: 70, within: 3d}",
            "{all: [{attribute: birthday, anniversary-in: 3d}, {not-performed: B, within: 36h}]}",
            "{any: [{attribute: date, within-next: 5d}, {attribute: date, longer-ago: 3d}, {attribute: date, within-last: 5h}]}",
            "{not: {any: [{attribute: date, on-day: today}, {performed: B, first: {before: today}}]}}",
            "{segment: asked-not}");

    private static BiFunction<List<Known>, Instant, Truth> expected(String condition) {
        return Objects.requireNonNull(EXACT.get(condition));
    }

    private static Stream<Known> of(List<Known> all, String event) {
        return all.stream().filter(known -> known.event().equals(event));
    }

    private static Stream<Known> in(List<Known> all, Instant now, int days) {
        return of(all, "A")
                .filter(known -> known.at().plus(Duration.ofDays(days)).isAfter(now));
    }

    @Provide
    Arbitrary<List<Happened>> histories() {
        return Combinators.combine(
                        Arbitraries.of("A", "A", "B"),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.longs().between(0, 100_000),
                        Arbitraries.longs().between(0, 400_000).injectDuplicates(0.5))
                .as((event, value, after, late) ->
                        new Happened(event, value, Duration.ofSeconds(after), Duration.ofSeconds(late)))
                .list()
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<String> exact() {
        return Arbitraries.of(EXACT.keySet().stream().sorted().toList());
    }

    @Provide
    Arbitrary<String> conditions() {
        return Arbitraries.of(
                Stream.concat(EXACT.keySet().stream().sorted(), OTHERS.stream()).toList());
    }

    @Property
    void theyAnswerAsALookAtTheWholeHistoryWould(
            @ForAll("exact") String condition, @ForAll("histories") List<Happened> history) {
        Asking asking = Asking.of(condition);
        List<Known> known = live(asking, history);
        assertThat(asking.truth())
                .isEqualTo(expected(condition).apply(known, asking.customer().now()));
    }

    @Property
    void theTruthStaysUntilTheNextChange(
            @ForAll("conditions") String condition, @ForAll("histories") List<Happened> history, @ForAll int where) {
        Asking asking = Asking.of(condition);
        asking.customer().is("birthday", "1990-06-05", "date", "2026-06-07");
        live(asking, history);
        Instant now = asking.customer().now();
        @Nullable Instant next = asking.nextChange();
        if (next == null) {
            assertThat(asking.truth(now.plus(Duration.ofHours(Math.floorMod(where, 100_000)))))
                    .isEqualTo(asking.truth());
            return;
        }
        assertThat(next).isAfter(now);
        long millis = Duration.between(now, next).toMillis();
        Truth truth = asking.truth();
        assertThat(asking.truth(now.plusMillis(Math.floorMod(where, Math.max(1, millis)))))
                .isEqualTo(truth);
        assertThat(asking.truth(next.minusNanos(1))).isEqualTo(truth);
    }

    @Property
    void seedingMakesTheSameTallies(
            @ForAll("conditions") String condition, @ForAll("histories") List<Happened> history) {
        Asking asking = Asking.of(condition);
        List<Known> known = live(asking, history);
        Instant now = asking.customer().now();
        List<Input.Event> events = new ArrayList<>();
        known.forEach(each -> events.add(new Input.Event(
                events.size() + 1, each.event(), Customer.properties("value", each.value()), each.at())));
        CustomerState seeded =
                Seeding.of(asking.active(), CustomerState.unknown(1), Seeding.asked(asking.active()), events, now);
        assertThat(asking.truth(seeded, now)).isEqualTo(asking.truth());
        assertThat(StateCodec.read(StateCodec.write(seeded), 1, seeded.attributes()))
                .isEqualTo(seeded);
    }

    @Property
    void twoWhoBecomeOneAnswerAsOneWithBothHistories(
            @ForAll("exact") String condition,
            @ForAll("histories") List<Happened> history,
            @ForAll("histories") List<Happened> theirs) {
        Asking asking = Asking.of(condition);
        List<Known> known = new ArrayList<>(live(asking, history));
        Asking other = Asking.of(condition);
        known.addAll(live(other, theirs));
        Instant later = asking.customer().now().isAfter(other.customer().now())
                ? asking.customer().now()
                : other.customer().now();
        asking.customer().at(later).absorbs(other.customer());
        assertThat(asking.truth()).isEqualTo(expected(condition).apply(known, later));
    }

    /** @return what happened, in order of arrival */
    private static List<Known> live(Asking asking, List<Happened> history) {
        var known = new ArrayList<Known>();
        for (Happened each : history) {
            asking.customer().after(each.after());
            Instant at = asking.customer().now().minus(each.late());
            asking.customer().did(each.event(), at, "value", each.value());
            known.add(new Known(each.event(), each.value(), at));
        }
        return known;
    }
}

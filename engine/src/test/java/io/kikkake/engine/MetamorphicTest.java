package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** One history told in two ways: what has to be the same, is. */
class MetamorphicTest {

    /** What happened, when. */
    private record Happening(Input.Event event, Instant at) {}

    @Property
    void aHistoryDecidedOnFromAnyPrefixEndsTheSame(@ForAll long seed) {
        List<Happening> history = history(new SplittableRandom(seed));
        ScenarioSet active = scenarios(new SplittableRandom(seed));
        Decided whole = decide(active, CustomerState.unknown(1), history);
        int cut = new SplittableRandom(seed + 1).nextInt(history.size());
        Decided before = decide(active, CustomerState.unknown(1), history.subList(0, cut));
        CustomerState stored = StateCodec.read(
                StateCodec.write(before.state()), 1, before.state().attributes());
        Decided after = decide(active, stored, history.subList(cut, history.size()));

        var effects = new ArrayList<>(before.effects());
        effects.addAll(after.effects());
        assertThat(after.state()).isEqualTo(whole.state());
        assertThat(effects).isEqualTo(whole.effects());
    }

    @Property
    void oneWhoRefusedAsEitherOfTwoHasRefusedAsOne(@ForAll long seed) {
        Split split = split(seed);
        split.merged().consents().forEach((topic, said) -> {
            boolean refusedLast = Boolean.FALSE.equals(split.mine().consents().get(topic))
                    || Boolean.FALSE.equals(split.theirs().consents().get(topic));
            assertThat(said).as(topic).isEqualTo(!refusedLast);
            // Who may be mailed after the merge may be mailed if all was heard as one.
            assertThat(!said || Boolean.TRUE.equals(split.one().consents().get(topic)))
                    .isTrue();
        });
        assertThat(split.merged().consentedAt()).isEqualTo(split.one().consentedAt());
    }

    @Property
    void goalsReachedAsTwoAreThoseReachedAsOne(@ForAll long seed) {
        Split split = split(seed);
        assertThat(split.merged().reached()).isEqualTo(split.one().reached());
    }

    @Property
    void ofTwoRunsForOneKeyTheOlderGoesOnUnlessTheGoalCameLater(@ForAll long seed) {
        Split split = split(seed);
        Map<Passage, Run> older = new HashMap<>();
        for (Run run : split.mine().runs()) {
            older.put(run.passage(), run);
        }
        for (Run run : split.theirs().runs()) {
            older.merge(run.passage(), run, (a, b) -> b.startedAt().isBefore(a.startedAt()) ? b : a);
        }
        for (Run run : split.merged().runs()) {
            assertThat(run).isEqualTo(older.get(run.passage()));
        }
        older.forEach((passage, run) -> {
            boolean goesOn = split.merged().runs().contains(run);
            assertThat(goesOn || isOver(split, run)).as(run.toString()).isTrue();
        });
    }

    private static boolean isOver(Split split, Run run) {
        boolean refused = Boolean.FALSE.equals(split.merged().consents().get("offers"));
        Instant reached = split.merged().reached().get(run.passage());
        Instant anyKey = split.merged().reached().get(new Passage(run.scenario(), null));
        return refused
                || (reached != null && !reached.isBefore(run.startedAt()))
                || (anyKey != null && !anyKey.isBefore(run.startedAt()));
    }

    /** A history as it is for one customer, and for two who turn out to be one. */
    private record Split(CustomerState one, CustomerState mine, CustomerState theirs, CustomerState merged) {}

    private static Split split(long seed) {
        var random = new SplittableRandom(seed);
        ScenarioSet active = scenarios(random);
        List<Happening> history = history(random);
        var mine = new ArrayList<Happening>();
        var theirs = new ArrayList<Happening>();
        history.forEach(each -> (random.nextBoolean() ? mine : theirs).add(each));
        CustomerState one = decide(active, CustomerState.unknown(1), history).state();
        CustomerState first = decide(active, CustomerState.unknown(1), mine).state();
        CustomerState second = decide(active, CustomerState.unknown(2), theirs).state();
        Instant end = history.getLast().at();
        CustomerState merged =
                Engine.decide(active, first, new Input.Merged(second), end).state();
        return new Split(one, first, second, merged);
    }

    private record Decided(CustomerState state, List<Effect> effects) {}

    private static Decided decide(ScenarioSet active, CustomerState from, List<Happening> history) {
        CustomerState state = from;
        var effects = new ArrayList<Effect>();
        for (Happening each : history) {
            Decision decision = Engine.decide(active, state, each.event(), each.at());
            state = decision.state();
            effects.addAll(decision.effects());
        }
        return new Decided(state, effects);
    }

    private static ScenarioSet scenarios(SplittableRandom random) {
        return Customer.set(
                RandomScenarios.ofEvents(random.split(), 3).toArray(new io.kikkake.engine.scenario.Scenario[0]));
    }

    private static List<Happening> history(SplittableRandom random) {
        var history = new ArrayList<Happening>();
        Instant now = Customer.tokyo("2026-04-27T12:00");
        int size = 1 + random.nextInt(30);
        for (long id = 1; id <= size; id++) {
            now = now.plusSeconds(1 + random.nextInt(20_000));
            boolean consents = random.nextInt(5) == 0;
            String name = consents
                    ? random.nextBoolean() ? ScenarioSet.SUBSCRIBED : ScenarioSet.UNSUBSCRIBED
                    : RandomScenarios.EVENTS.get(random.nextInt(RandomScenarios.EVENTS.size()));
            Value.ObjectOf properties = consents
                    ? Customer.properties("topic", "offers")
                    : Customer.properties("k", List.of("a", "b", "c").get(random.nextInt(3)), "v", random.nextInt(6));
            Instant timestamp = random.nextInt(4) == 0 ? now.minusSeconds(random.nextInt(50_000)) : now;
            history.add(new Happening(new Input.Event(id, name, properties, timestamp), now));
        }
        return history;
    }
}

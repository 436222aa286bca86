package io.kikkake.flink;

import io.kikkake.engine.Decision;
import io.kikkake.engine.Effect;
import io.kikkake.engine.Engine;
import io.kikkake.engine.Input;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.ScenarioSet.Project;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.ScenarioReader;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Asks the engine itself, with nothing but a map, in the order of the PostgreSQL runner: what Flink has to come to as well. */
final class PlainHost {

    private static final Project PROJECT = new Project(
            FlinkHost.TOKYO,
            Map.of(
                    "offers", new Topic("offers", Topic.Kind.MARKETING, Topic.Consent.UNTIL_REFUSED),
                    "news", new Topic("news", Topic.Kind.MARKETING, Topic.Consent.OPT_IN)));

    private final Map<Long, CustomerState> states = new TreeMap<>();
    private final Map<String, ScenarioSet.Published> published = new TreeMap<>();
    private final List<EffectRecord> effects = new ArrayList<>();
    private ScenarioSet active = ScenarioSet.of(PROJECT, List.of());
    private Instant now = Inputs.NOON;

    void publish(ScenarioChange change) {
        if (change.kind() == ScenarioChange.Kind.SCENARIO) {
            if (change.status() == Status.CURRENT) {
                published.replaceAll(
                        (place, other) -> other.scenario().id().equals(change.id()) && other.status() == Status.CURRENT
                                ? new ScenarioSet.Published(other.scenario(), other.version(), Status.OLD)
                                : other);
            }
            published.put(
                    change.place(),
                    new ScenarioSet.Published(
                            ScenarioReader.read(Json.object(change.document())), change.version(), change.status()));
            active = ScenarioSet.of(PROJECT, published.values());
        }
    }

    void accept(LogInput input) {
        clock(input.receivedAt());
        boolean ignored = switch (input.kind()) {
            case TRACK, PAGE, SCREEN -> !active.listens(input.name());
            default -> false;
        };
        if (ignored) {
            return;
        }
        fire(input.customer(), input.receivedAt());
        var properties = Json.object(input.properties());
        switch (input.kind()) {
            case IDENTIFY -> decide(input, new Input.Identified(input.seq(), properties, input.timestamp()));
            case MERGE_AWAY -> {}
            case MERGE_INTO -> {
                CustomerState other = states.remove(Json.whole(properties, "from"));
                decide(
                        input,
                        new Input.Merged(
                                other == null ? CustomerState.unknown(Json.whole(properties, "from")) : other));
            }
            default ->
                decide(
                        input,
                        new Input.Event(input.seq(), input.name(), properties, input.timestamp(), input.historical()));
        }
    }

    void at(Instant moment) {
        clock(moment);
        List.copyOf(states.keySet()).forEach(customer -> fire(customer, now.plusNanos(1)));
    }

    private void clock(Instant moment) {
        now = moment.isAfter(now) ? moment : now;
    }

    private void fire(long customer, Instant before) {
        while (true) {
            Optional<Run> next = state(customer).runs().stream()
                    .filter(run -> run.due() != null && run.due().isBefore(before))
                    .min(Comparator.comparing(Run::due).thenComparing(Run::id));
            if (next.isEmpty()) {
                return;
            }
            Run run = next.get();
            Instant due = Objects.requireNonNull(run.due());
            decide(customer, new Input.TimerDue(run.id(), due), now, run.id() + "@" + due.toEpochMilli());
        }
    }

    private void decide(LogInput input, Input what) {
        decide(input.customer(), what, input.receivedAt(), String.valueOf(input.seq()));
    }

    private void decide(long customer, Input input, Instant at, String cause) {
        Decision decision = Engine.decide(active, state(customer), input, at);
        states.put(customer, decision.state());
        int number = 0;
        for (Effect effect : decision.effects()) {
            if (!(effect instanceof Effect.SetTimer) && !(effect instanceof Effect.CancelTimer)) {
                effects.add(EffectRecord.of(effect, customer, cause, number++, at));
            }
        }
    }

    CustomerState state(long customer) {
        return states.getOrDefault(customer, CustomerState.unknown(customer));
    }

    List<EffectRecord> effects() {
        return effects;
    }
}

package io.kikkake.flink;

import io.kikkake.engine.Decision;
import io.kikkake.engine.Effect;
import io.kikkake.engine.Engine;
import io.kikkake.engine.Input;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.state.CustomerState;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.streaming.api.TimerService;

/** A customer's turn: the state is loaded once, inputs and timers are decided one after another, and it is stored once. */
final class Turn {

    private final ScenarioSet active;
    private final KeptCustomer kept;
    private final TimerService time;
    private final Outlet out;
    private final CustomerState before;
    private CustomerState state;

    Turn(ScenarioSet active, KeptCustomer kept, long customer, TimerService time, Outlet out) throws Exception {
        this.active = active;
        this.kept = kept;
        this.time = time;
        this.out = out;
        this.before = kept.load(customer);
        this.state = before;
    }

    /**
     * Decides the input, after the timers that were due before it was accepted: a purchase in time always wins, and one that
     * comes too late does not.
     *
     * @return false where the customer has to wait until another's state is there
     */
    boolean take(LogInput input) throws Exception {
        if (kept.mergedInto() != null) {
            out.refuse(Refusal.of(
                    input, "Customer " + input.customer() + " was merged into " + kept.mergedInto() + " before"));
            return true;
        }
        fireBefore(input.receivedAt());
        String cause = String.valueOf(input.seq());
        switch (input.kind()) {
            case TRACK, PAGE, SCREEN, IDENTIFY -> decide(input(input), input.receivedAt(), cause);
            case MERGE_INTO -> {
                HandOver other = kept.takeArrived(Json.whole(Json.object(input.properties()), "from"));
                if (other == null) {
                    return false;
                }
                decide(new Input.Merged(other.customer()), input.receivedAt(), cause);
            }
            case MERGE_AWAY -> leave(Json.whole(Json.object(input.properties()), "into"));
            case GROUP, ALIAS -> {
                // identity was settled before the entry was written; the rest is for people to read
            }
            case HANDED_OVER, UNREADABLE -> throw new IllegalArgumentException("Not an entry of the log: " + input);
        }
        return true;
    }

    /** Decides what is due before the moment, earliest first, also what becomes due on the way. */
    void fireBefore(Instant moment) {
        Set<Due> tried = new HashSet<>();
        Optional<Due> next = Due.before(moment, state, tried);
        while (next.isPresent()) {
            Due due = next.get();
            tried.add(due);
            Instant clock = Instant.ofEpochMilli(time.currentProcessingTime());
            Instant now = clock.isBefore(due.at()) ? due.at() : clock;
            decide(due.input(), now, due.timer() + "@" + due.millis());
            next = Due.before(moment, state, tried);
        }
    }

    void end() throws Exception {
        if (kept.mergedInto() == null) {
            if (state != before) {
                kept.store(before, state);
            }
            Due.change(before, state, time);
        }
    }

    private void leave(long into) throws Exception {
        out.handOver(HandOver.of(state, into));
        kept.leave(into);
        state = CustomerState.unknown(state.id());
        Due.change(before, state, time);
    }

    private void decide(Input input, Instant now, String cause) {
        Decision decision;
        try {
            decision = Engine.decide(active, state, input, now);
        } catch (RuntimeException e) {
            // decide is total; should it ever not be, one customer's input must not stop everybody else's
            out.refuse(new Refusal(state.id(), 0, "Input " + cause + " could not be decided: " + e, input.toString()));
            return;
        }
        state = decision.state();
        int number = 0;
        for (Effect effect : decision.effects()) {
            if (!(effect instanceof Effect.SetTimer || effect instanceof Effect.CancelTimer)) {
                out.effect(EffectRecord.of(effect, state.id(), cause, number++, now));
            }
        }
    }

    private static Input input(LogInput input) {
        var properties = Json.object(input.properties());
        return input.kind() == LogInput.Kind.IDENTIFY
                ? new Input.Identified(input.seq(), properties, input.timestamp())
                : new Input.Event(input.seq(), input.name(), properties, input.timestamp(), input.historical());
    }
}

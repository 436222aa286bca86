package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.Guard.Verdict;
import io.kikkake.engine.scenario.OnBlock;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.state.Memory.Contact;
import io.kikkake.engine.state.Memory.Guarded;
import io.kikkake.engine.state.Run;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What comes of a send step: the message goes, waits or does not go. */
final class Sending {

    /** How the run goes on. */
    sealed interface Result {

        /** @param sent whether the message goes */
        record GoesOn(boolean sent) implements Result {}

        record Rests(Instant until) implements Result {}

        record Ends(Reason reason) implements Result {}
    }

    private Sending() {}

    static Result of(Draft draft, Plan plan, Run here, Step.Send send) {
        var guard = new Guard(draft, plan, here, send);
        Verdict verdict = guard.verdict();
        return switch (verdict) {
            case Verdict.Pass() -> {
                if (!guard.channels().getFirst().equals(send.channels().getFirst())) {
                    draft.trace(here, here.step(), What.SKIPPED, Reason.OTHER_CHANNEL.code(), null);
                }
                String topic = plan.scenario().topic();
                draft.add(new Effect.Send(Ids.send(here), here, here.step(), send.message(), topic, guard.channels()));
                draft.trace(here, here.step(), What.SENT, null, null);
                Contacts.add(draft, new Contact(draft.now, topic, here.scenario(), send.message()));
                forget(draft, here);
                yield new Result.GoesOn(true);
            }
            case Verdict.Block(var reason) -> blocked(draft, here, send, reason);
            case Verdict.Defer later
            when guard.maySend(later) -> {
                draft.trace(here, here.step(), What.DEFERRED, later.reason().code(), later.until());
                remember(draft, here, guard.deferredSince());
                yield new Result.Rests(later.until());
            }
            case Verdict.Defer(var until, var reason) -> blocked(draft, here, send, reason);
        };
    }

    private static Result blocked(Draft draft, Run here, Step.Send send, Reason reason) {
        draft.trace(here, here.step(), What.BLOCKED, reason.code(), null);
        forget(draft, here);
        // Who is held out passes through as everybody does, or there would be nothing to compare with.
        boolean ends = send.onBlock().kind() == OnBlock.Kind.END && reason != Reason.HELD_OUT;
        return ends ? new Result.Ends(reason) : new Result.GoesOn(false);
    }

    private static void remember(Draft draft, Run run, Instant since) {
        Guarded guarded = draft.state.memory().guarded();
        var deferred = new HashMap<>(guarded.deferred());
        deferred.put(run.id(), since);
        Suppression.remember(draft, guarded.withDeferred(deferred));
    }

    /** The run is past the step where its message waited. */
    static void forget(Draft draft, Run run) {
        Guarded guarded = draft.state.memory().guarded();
        if (guarded.deferred().containsKey(run.id())) {
            Map<String, Instant> deferred = new HashMap<>(guarded.deferred());
            deferred.remove(run.id());
            Suppression.remember(draft, guarded.withDeferred(deferred));
        }
    }
}

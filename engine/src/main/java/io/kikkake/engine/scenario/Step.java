package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One step of a scenario. Where a step leads is written out: the id of another step, or {@link #END}. */
public sealed interface Step {

    /** Where a scenario is over. */
    String END = "end";

    String id();

    /** Sends a message of the scenario, if the guard lets it go. */
    record Send(String id, String message, String next, OnBlock onBlock) implements Step {
        public Send(String id, String message, String next) {
            this(id, message, next, OnBlock.DEFAULT);
        }
    }

    record Wait(String id, WaitUntil until, String next) implements Step {}

    /** Waits for the first of several events; with a timeout, not for ever. */
    record WaitFor(
            String id, List<Awaited> events, @Nullable WaitUntil timeout, String onTimeout) implements Step {
        public WaitFor {
            events = List.copyOf(events);
        }
    }

    record Awaited(Names name, EventPattern pattern, String next) {}

    /** Takes the first case that holds. */
    record Branch(String id, List<Case> cases, String otherwise) implements Step {
        public Branch {
            cases = List.copyOf(cases);
        }
    }

    record Case(Names name, Condition when, String next) {}

    /** Ends the run early. */
    record Exit(String id, @Nullable Names reason) implements Step {}

    /** Where the run may go from here. */
    default List<String> leadsTo() {
        return switch (this) {
            case Send send -> List.of(send.next());
            case Wait wait -> List.of(wait.next());
            case WaitFor waitFor -> {
                Stream<String> events = waitFor.events().stream().map(Awaited::next);
                yield (waitFor.timeout() == null ? events : Stream.concat(events, Stream.of(waitFor.onTimeout())))
                        .toList();
            }
            case Branch branch ->
                Stream.concat(branch.cases().stream().map(Case::next), Stream.of(branch.otherwise()))
                        .toList();
            case Exit exit -> List.of();
        };
    }
}

package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.time.Span;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One step of a scenario. Where a step leads is written out: the id of another step, or {@link #END}. */
public sealed interface Step
        permits Step.Send,
                Step.Wait,
                Step.WaitForDate,
                Step.WaitForHour,
                Step.WaitFor,
                Step.Branch,
                Step.Split,
                Step.Exit,
                Action {

    /** Where a scenario is over. */
    String END = "end";

    String id();

    /**
     * Sends a message of the scenario, if the guard lets it go.
     *
     * @param channels their ids in order of preference, at least one
     * @param stillTrue what must hold when the message is about to leave; null for nothing
     * @param onBlock what becomes of the run where the message may not go
     */
    record Send(
            String id,
            String message,
            String next,
            List<String> channels,
            @Nullable Condition stillTrue,
            OnBlock onBlock)
            implements Step {
        public Send {
            channels = List.copyOf(channels);
        }
    }

    record Wait(String id, WaitUntil until, String next) implements Step {}

    /**
     * Waits until a local time on, before or after a day the customer or the entry event names.
     *
     * @param date where the day is found
     * @param days added to it, negative for before
     * @param ifPast what to do where the moment has passed
     * @param ifMissing what to do where there is no day, or something that is none
     */
    record WaitForDate(String id, Subject date, int days, LocalTime at, Instead ifPast, Instead ifMissing, String next)
            implements Step {}

    /**
     * Waits until the hour in which the customer opens and clicks most.
     *
     * @param otherwise the time of day while too little is known
     */
    record WaitForHour(String id, LocalTime otherwise, String next) implements Step {}

    /** What a wait does that cannot wait. */
    enum Instead {
        /** Goes on at once. */
        GO_ON,
        /** Leaves the step it leads to out. */
        SKIP_STEP,
        /** Ends the run. */
        EXIT;

        /** {@code skip-step}. */
        public String keyword() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Waits for the first of several events or conditions; with a timeout, not for ever.
     *
     * @param conditions tested when the run comes here and with every input of the customer that is decided
     */
    record WaitFor(
            String id,
            List<Awaited> events,
            List<Case> conditions,
            @Nullable WaitUntil timeout,
            String onTimeout) implements Step {
        public WaitFor {
            events = List.copyOf(events);
            conditions = List.copyOf(conditions);
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

    /**
     * Sends each customer one of several ways, always the same one.
     *
     * @param winner when the way with the best goal rate is for everybody; null for never
     */
    record Split(String id, List<Arm> arms, @Nullable Winner winner) implements Step {
        public Split {
            arms = List.copyOf(arms);
        }
    }

    /**
     * @param id what it is counted by
     * @param weight in percent
     */
    record Arm(String id, Names name, int weight, String next) {}

    /**
     * @param after at the earliest so long after the first customer
     * @param min customers at least, on every arm
     */
    record Winner(Span after, int min) {}

    /** Ends the run early. */
    record Exit(String id, @Nullable Names reason) implements Step {}

    /** Where the run may go from here. */
    default List<String> leadsTo() {
        return switch (this) {
            case Send send -> List.of(send.next());
            case Wait wait -> List.of(wait.next());
            case WaitForDate wait -> List.of(wait.next());
            case WaitForHour wait -> List.of(wait.next());
            case WaitFor waitFor -> {
                Stream<String> events = Stream.concat(
                        waitFor.events().stream().map(Awaited::next),
                        waitFor.conditions().stream().map(Case::next));
                yield (waitFor.timeout() == null ? events : Stream.concat(events, Stream.of(waitFor.onTimeout())))
                        .toList();
            }
            case Branch branch ->
                Stream.concat(branch.cases().stream().map(Case::next), Stream.of(branch.otherwise()))
                        .toList();
            case Split split -> split.arms().stream().map(Arm::next).toList();
            case Exit exit -> List.of();
            case Action.Webhook webhook -> List.of(webhook.next(), webhook.onFailure());
            case Action action -> List.of(action.next());
        };
    }

    /** Whether a run that comes here surely stays for a while: what every loop needs. */
    default boolean rests() {
        return switch (this) {
            case Wait wait -> true;
            case WaitFor waitFor -> waitFor.conditions().isEmpty();
            default -> false;
        };
    }
}

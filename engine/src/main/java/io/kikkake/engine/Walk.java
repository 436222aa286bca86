package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.scenario.Action;
import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes one run from step to step until it waits or ends. */
final class Walk {

    /**
     * Waits count from when the run should have moved, not from when it did: a host that is seconds late does not push
     * tomorrow's ten o'clock to the day after. One that is later than this does once something was sent, so that after an
     * outage mails do not follow each other at once.
     */
    private static final Duration PUNCTUAL = Duration.ofMinutes(10);

    /** Steps in one decision after which waits count from now: ends the catching up of a run that is years behind. */
    private static final int MOST_STEPS_IN_THE_PAST = 100;

    private final Draft draft;
    private final Plan plan;
    private final Value.@Nullable ObjectOf event;
    private final @Nullable Instant timer;
    private Instant since;
    private Value.ObjectOf outputs = Value.ObjectOf.EMPTY;

    /**
     * @param event the one that moves the run; null if time does
     * @param timer set for the run at the host, and still to fire
     * @param since when the run should have moved
     */
    Walk(Draft draft, Plan plan, Value.@Nullable ObjectOf event, @Nullable Instant timer, Instant since) {
        this.draft = draft;
        this.plan = plan;
        this.event = event;
        this.timer = timer;
        this.since = since;
    }

    void to(Run run, String first) {
        Run here = run;
        String next = first;
        outputs = run.outputs();
        for (int taken = 1; next != null; taken++) {
            Step step = plan.step(next);
            if (step == null) {
                boolean regular = next.equals(Step.END);
                here = here.withOutputs(outputs);
                Partings.remember(draft, plan, here);
                end(here, What.ENDED, null, regular ? null : Reason.STEP_GONE.code());
                return;
            }
            here = here.reaching(next).withOutputs(outputs);
            if (taken > MOST_STEPS_IN_THE_PAST) {
                since = draft.now;
            }
            next = take(here, step);
        }
    }

    /** Looks again at the wait the run stands at. */
    void again(Run run, Step.WaitForDate wait) {
        String next = untilDate(run, wait);
        if (next != null) {
            to(run, next);
        }
    }

    /** What a step brought is known to those after it. */
    void bring(String step, Value.ObjectOf output) {
        outputs = Answering.with(outputs, step, output);
    }

    /** Where the run goes on to at once; null if it stays or is over. */
    private @Nullable String take(Run here, Step step) {
        return switch (step) {
            case Step.Send send -> {
                Sending.Result result = Sending.of(draft, plan, here, send);
                yield goesOn(here, result) ? send.next() : null;
            }
            case Step.Wait wait -> rests(here, wait.until().from(since, draft.zone())) ? null : wait.next();
            case Step.WaitForDate wait -> untilDate(here, wait);
            case Step.WaitForHour wait ->
                rests(here, Habits.nextHour(draft, since, wait.otherwise())) ? null : wait.next();
            case Step.Split split -> new Acting(draft, plan, this, event).split(here, split);
            case Action action -> new Acting(draft, plan, this, event).take(here, action);
            case Step.WaitFor waitFor -> {
                Step.Case holds = holding(here, waitFor.conditions());
                if (holds != null) {
                    draft.trace(here, here.step(), What.BRANCHED, holds.name().ja(), null);
                    yield holds.next();
                }
                Instant until =
                        waitFor.timeout() == null ? null : waitFor.timeout().from(since, draft.zone());
                if (rests(here, until)) {
                    yield null;
                }
                timedOut(draft, here);
                yield waitFor.onTimeout();
            }
            case Step.Branch branch -> branch(here, branch);
            case Step.Exit exit -> {
                Names reason = exit.reason();
                Partings.remember(draft, plan, here.withOutputs(outputs));
                end(here, What.EXITED, here.step(), reason == null ? null : reason.ja());
                yield null;
            }
        };
    }

    /** A moment that has passed, and a date nobody knows, never go by in silence. */
    private @Nullable String untilDate(Run here, Step.WaitForDate wait) {
        Optional<Instant> moment = DatedWait.moment(draft, here, wait);
        if (moment.isEmpty()) {
            return instead(here, wait, wait.ifMissing(), Reason.DATE_MISSING, null);
        }
        Instant until = moment.get();
        boolean past = until.isBefore(since) || until.isBefore(draft.now.minus(PUNCTUAL));
        if (past) {
            return instead(here, wait, wait.ifPast(), Reason.DATE_PASSED, until);
        }
        return rests(here, until) ? null : wait.next();
    }

    private @Nullable String instead(
            Run here, Step.WaitForDate wait, Step.Instead instead, Reason reason, @Nullable Instant moment) {
        draft.trace(here, here.step(), What.SKIPPED, reason.code(), moment);
        return switch (instead) {
            case GO_ON -> wait.next();
            case SKIP_STEP -> {
                Step skipped = plan.step(wait.next());
                if (skipped == null || skipped.leadsTo().isEmpty()) {
                    yield Step.END;
                }
                draft.trace(here, skipped.id(), What.SKIPPED, Reason.SKIPPED_STEP.code(), null);
                yield skipped.leadsTo().getFirst();
            }
            case EXIT -> {
                Partings.remember(draft, plan, here);
                end(here, What.EXITED, here.step(), reason.code());
                yield null;
            }
        };
    }

    private Step.@Nullable Case holding(Run here, List<Step.Case> conditions) {
        if (conditions.isEmpty()) {
            return null;
        }
        Facts facts = draft.facts(event, here);
        return conditions.stream()
                .filter(each -> each.when().holds(facts))
                .findFirst()
                .orElse(null);
    }

    static void timedOut(Draft draft, Run run) {
        draft.trace(run, run.step(), What.BRANCHED, Reason.TIMEOUT.code(), null);
    }

    /** The message of the step the run stands at was put off until now: everything is asked once more. */
    void sendAgain(Run run, Step.Send send) {
        String next = take(run.restingUntil(null), send);
        if (next != null) {
            to(run, next);
        }
    }

    private boolean goesOn(Run here, Sending.Result result) {
        return switch (result) {
            case Sending.Result.GoesOn(var sent) -> {
                if (sent && since.plus(PUNCTUAL).isBefore(draft.now)) {
                    since = draft.now;
                }
                yield true;
            }
            case Sending.Result.Rests(var until) -> {
                rest(here, until);
                yield false;
            }
            case Sending.Result.Ends(var reason) -> {
                end(here, What.EXITED, here.step(), reason.code());
                yield false;
            }
        };
    }

    private String branch(Run here, Step.Branch branch) {
        Facts facts = draft.facts(event, here);
        for (Step.Case each : branch.cases()) {
            if (each.when().holds(facts)) {
                draft.trace(here, here.step(), What.BRANCHED, each.name().ja(), null);
                return each.next();
            }
        }
        draft.trace(here, here.step(), What.BRANCHED, Reason.OTHERWISE.code(), null);
        return branch.otherwise();
    }

    /** Whether the run stays; a wait that is over already only moves the time the next one counts from. */
    boolean rests(Run here, @Nullable Instant until) {
        draft.trace(here, here.step(), What.WAITING, null, until);
        if (until != null && !until.isAfter(draft.now)) {
            since = until;
            return false;
        }
        rest(here, until);
        return true;
    }

    private void rest(Run here, @Nullable Instant until) {
        draft.keep(here.restingUntil(until));
        if (until == null) {
            cancelTimer(here);
        } else if (!until.equals(timer)) {
            draft.add(new Effect.SetTimer(here.id(), until));
        }
    }

    void end(Run here, What what, @Nullable String step, @Nullable String detail) {
        draft.trace(here, step, what, detail, null);
        draft.drop(here);
        cancelTimer(here);
    }

    private void cancelTimer(Run here) {
        if (timer != null) {
            draft.add(new Effect.CancelTimer(here.id()));
        }
    }
}

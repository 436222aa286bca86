package io.kikkake.engine;

import io.kikkake.engine.Guard.Verdict.Block;
import io.kikkake.engine.Guard.Verdict.Defer;
import io.kikkake.engine.Guard.Verdict.Pass;
import io.kikkake.engine.scenario.GuardRules;
import io.kikkake.engine.scenario.GuardRules.Cap;
import io.kikkake.engine.scenario.OnBlock;
import io.kikkake.engine.scenario.OwnRules;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.time.QuietHours;
import io.kikkake.engine.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The checks between "due" and "sent". Whether the channel can take the message is seen when it is delivered. */
public final class Guard {

    /** What a check says of a message. */
    public sealed interface Verdict {

        record Pass() implements Verdict {}

        /** Time alone will not let it go. */
        record Block(Reason reason) implements Verdict {}

        /** @param until when it is worth to ask again */
        record Defer(Instant until, Reason reason) implements Verdict {}
    }

    /** In the order they are made; the first that does not pass decides. */
    public enum Check {
        WANTED,
        CONSENT,
        SUPPRESSION,
        ADDRESS,
        HOLDOUT,
        EXCLUSION,
        CAP,
        SAME_MESSAGE,
        QUIET_HOURS
    }

    public record Finding(Check check, Verdict verdict) {}

    private static final List<Check> CHECKS = List.of(Check.values());
    static final Verdict PASS = new Pass();

    /** How long a message is put off in all where its step does not say. */
    private static final Duration USUAL_DELAY = Duration.ofDays(1);

    /** Nobody knows when a run of a more important scenario will be over. */
    private static final Duration LOOK_AGAIN = Duration.ofHours(6);

    /** Lets a run that goes on at the same time go first. */
    private static final Duration AFTER_YOU = Duration.ofMinutes(1);

    private final Draft draft;
    private final Plan plan;
    private final Run run;
    private final Step.Send send;
    private final OwnRules own;
    private final GuardRules rules;
    private final Contacts contacts;
    private final String topic;
    private final Ways ways;

    Guard(Draft draft, Plan plan, Run run, Step.Send send) {
        this.draft = draft;
        this.plan = plan;
        this.run = run;
        this.send = send;
        this.own = plan.scenario().own();
        this.rules = draft.active.project().rules();
        this.contacts = new Contacts(draft);
        this.topic = plan.scenario().topic();
        this.ways = Ways.of(draft, send, topic);
    }

    /**
     * What each check says now of the message that a run would send at a step, also after one that does not pass.
     *
     * @return empty where there is no such run, version or send step
     */
    public static List<Finding> explain(ScenarioSet active, CustomerState state, String run, String step, Instant now) {
        var draft = new Draft(active, state, now);
        for (Run each : state.runs()) {
            Plan plan = active.plan(each.scenario(), each.version());
            if (each.id().equals(run) && plan != null && plan.step(step) instanceof Step.Send send) {
                return new Guard(draft, plan, each, send).findings();
            }
        }
        return List.of();
    }

    /**
     * What each check would say now of the message of a send step, for a run that need not be under way.
     *
     * @return empty where there is no such version or send step
     */
    public static List<Finding> explain(ScenarioSet active, CustomerState state, Run run, String step, Instant now) {
        Plan plan = active.plan(run.scenario(), run.version());
        return plan != null && plan.step(step) instanceof Step.Send send
                ? new Guard(new Draft(active, state, now), plan, run, send).findings()
                : List.of();
    }

    private List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        CHECKS.forEach(check -> findings.add(new Finding(check, verdict(check))));
        return List.copyOf(findings);
    }

    Verdict verdict() {
        for (Check check : CHECKS) {
            Verdict verdict = verdict(check);
            if (!(verdict instanceof Pass)) {
                return verdict;
            }
        }
        return PASS;
    }

    private Verdict verdict(Check check) {
        return switch (check) {
            case WANTED -> draft.active.isArchived(run.scenario()) ? new Block(Reason.ARCHIVED) : PASS;
            case CONSENT -> consent();
            case SUPPRESSION -> suppression();
            case ADDRESS -> ways.address();
            case HOLDOUT -> holdout();
            case EXCLUSION -> exclusion();
            case CAP -> isTransactional() ? PASS : cap();
            case SAME_MESSAGE -> sameMessage();
            case QUIET_HOURS -> quietHours();
        };
    }

    private boolean isTransactional() {
        return contacts.isTransactional(topic);
    }

    private Verdict consent() {
        Topic known = draft.active.project().topics().get(topic);
        if (known == null) {
            return new Block(Reason.UNKNOWN_TOPIC);
        }
        Boolean said = Matter.said(draft.state.consents(), topic);
        if (known.permits(said)) {
            return ways.consent();
        }
        return new Block(said == null ? Reason.NOT_SUBSCRIBED : Reason.UNSUBSCRIBED);
    }

    private Verdict suppression() {
        boolean complained = draft.state.memory().guarded().complained() != null;
        return complained ? new Block(Reason.COMPLAINED) : ways.suppression();
    }

    private Verdict holdout() {
        boolean fromAll = !isTransactional() && Ids.isHeldOut("", draft.state.id(), rules.holdout());
        return fromAll || Ids.isHeldOut(run.scenario(), draft.state.id(), own.holdout())
                ? new Block(Reason.HELD_OUT)
                : PASS;
    }

    private Verdict exclusion() {
        String group = own.exclusionGroup();
        if (group == null) {
            return PASS;
        }
        for (Run other : draft.state.runs()) {
            Plan theirs = draft.active.plan(other.scenario(), other.version());
            if (theirs != null
                    && group.equals(theirs.scenario().own().exclusionGroup())
                    && theirs.scenario().own().priority() > own.priority()) {
                return new Defer(afterRunOf(other), Reason.OUTRANKED);
            }
        }
        Span within = Contacts.within(rules, group);
        Instant free = within == null ? draft.now : contacts.freeOf(group, own.priority(), within);
        return free.isAfter(draft.now) ? new Defer(free, Reason.OUTRANKED_LATELY) : PASS;
    }

    /** A guess, and so never later than the message may still go. */
    private Instant afterRunOf(Run other) {
        Instant guess = draft.now.plus(LOOK_AGAIN);
        Instant due = other.due();
        if (due != null && due.isAfter(draft.now) && due.plus(AFTER_YOU).isBefore(guess)) {
            guess = due.plus(AFTER_YOU);
        }
        Instant latest = latest();
        return guess.isAfter(latest) ? latest : guess;
    }

    private Verdict cap() {
        Instant free = draft.now;
        for (Cap cap : rules.caps()) {
            if (cap.topic() == null || cap.topic().equals(topic)) {
                Instant each = contacts.freeAt(cap);
                free = each.isAfter(free) ? each : free;
            }
        }
        if (free.isAfter(draft.now)) {
            return new Defer(free, Reason.CAPPED);
        }
        Cap wish = contacts.wish();
        Instant wished = wish == null ? draft.now : contacts.freeAt(wish);
        return wished.isAfter(draft.now) ? new Defer(wished, Reason.OFTEN_ENOUGH) : PASS;
    }

    private Verdict sameMessage() {
        Span within = contacts.sameMessageWithin(run.scenario(), topic);
        Instant free = within == null ? draft.now : contacts.freeAgain(run.scenario(), send.message(), within);
        return free.isAfter(draft.now) ? new Defer(free, Reason.SENT_LATELY) : PASS;
    }

    private Verdict quietHours() {
        boolean byProject = own.quiet() instanceof OwnRules.Quiet.AsProject;
        QuietHours quiet = byProject && isTransactional() ? null : own.quietHours(rules);
        Instant opens = quiet == null ? draft.now : quiet.opensAt(draft.now, draft.zone());
        return opens.isAfter(draft.now) ? new Defer(opens, Reason.QUIET_HOURS) : PASS;
    }

    /** That reach the customer, in the step's order. */
    List<String> channels() {
        return ways.open();
    }

    /** When the message was first put off: now, if it was not yet. */
    Instant deferredSince() {
        return draft.state.memory().guarded().deferred().getOrDefault(run.id(), draft.now);
    }

    private Instant latest() {
        Span atMost = send.onBlock().atMost();
        Instant since = deferredSince();
        return atMost == null ? since.plus(USUAL_DELAY) : atMost.after(since, draft.zone());
    }

    /** Whether the step lets the message wait so long; quiet hours it waits out unless it says otherwise. */
    boolean maySend(Defer later) {
        if (send.onBlock().kind() != OnBlock.Kind.DEFER || !later.until().isAfter(draft.now)) {
            return false;
        }
        boolean patient = later.reason() == Reason.QUIET_HOURS && send.onBlock().atMost() == null;
        return patient || !later.until().isAfter(latest());
    }
}

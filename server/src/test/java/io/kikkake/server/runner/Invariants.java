package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.RandomScenarios;
import io.kikkake.engine.Reason;
import io.kikkake.engine.scenario.GuardRules.Cap;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.time.Span;
import io.kikkake.server.customer.ConsentChange;
import io.kikkake.server.runner.Decided.Traced;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What holds in every world, looked at after every step of a life. */
final class Invariants {

    private static final Set<What> ENDS = EnumSet.of(What.GOAL, What.EXITED, What.ENDED, What.RESTARTED);

    /** Of runs that did not end by themselves. */
    private static final Set<Reason> BROKEN_OFF = EnumSet.of(
            Reason.ARCHIVED,
            Reason.BY_HAND,
            Reason.OLDER_RUN_KEPT,
            Reason.REACHED_SINCE,
            Reason.STEP_GONE,
            Reason.UNSUBSCRIBED,
            Reason.VERSION_GONE);

    /** A message that was decided. */
    private record Sent(Instant at, String topic, String scenario, String message) {}

    private record HeldOut(long customer, String scenario, int version) {}

    private final Set<String> entered = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> senders = new HashSet<>();
    private final Map<Long, List<Sent>> sent = new HashMap<>();
    private final Set<HeldOut> heldOut = new HashSet<>();
    private long fired;
    private long sends;

    /** Before the step is written. */
    void step(MemoryHost host, MemoryStep step, Decided decided) {
        Set<String> withdrawn = new HashSet<>();
        decided.withdrawn().values().forEach(withdrawn::addAll);
        for (Traced traced : decided.traces()) {
            String run = traced.trace().run();
            What what = traced.trace().what();
            if (what == What.ENTERED) {
                assertThat(entered.add(run)).as("a run entered once").isTrue();
            } else if (ends(traced)) {
                assertThat(ended.add(run)).as("a run ended once").isTrue();
                if (isBrokenOff(traced) && senders.contains(run)) {
                    assertThat(withdrawn).as("withdrawn by " + what).contains(run);
                }
            } else if (what == What.BLOCKED
                    && Reason.HELD_OUT.code().equals(traced.trace().detail())) {
                heldOut.add(new HeldOut(
                        traced.customer(),
                        traced.trace().scenario(),
                        traced.trace().version()));
            } else if (what == What.SENT) {
                checkSend(host, decided, traced);
            }
        }
        // From the next step on: what was overdue is sent before the two are one, and knows of one history only.
        decided.merged()
                .forEach((from, into) ->
                        sent.computeIfAbsent(into, id -> new ArrayList<>()).addAll(sent.getOrDefault(from, List.of())));
        for (Decided.Changed change : decided.changed()) {
            assertThat(change.is().runs())
                    .as("one run for each key")
                    .extracting(Run::passage)
                    .doesNotHaveDuplicates();
        }
    }

    private static boolean ends(Traced traced) {
        boolean givenUp =
                traced.trace().what() == What.MERGED && reason(traced).equals(Optional.of(Reason.OLDER_RUN_KEPT));
        return givenUp || ENDS.contains(traced.trace().what());
    }

    /** By a goal, a restart, the event of an exit or a reason of ours; else it came to its end or to a step that is one. */
    private static boolean isBrokenOff(Traced traced) {
        What what = traced.trace().what();
        boolean byEvent = what == What.EXITED
                && RandomScenarios.EVENTS.contains(String.valueOf(traced.trace().detail()));
        return what == What.GOAL
                || what == What.RESTARTED
                || byEvent
                || reason(traced).filter(BROKEN_OFF::contains).isPresent();
    }

    private static Optional<Reason> reason(Traced traced) {
        String detail = traced.trace().detail();
        return detail == null ? Optional.empty() : Reason.of(detail);
    }

    private void checkSend(MemoryHost host, Decided decided, Traced traced) {
        String run = traced.trace().run();
        sends++;
        senders.add(run);
        assertThat(ended).as("sent by a run that is over").doesNotContain(run);
        assertThat(heldOut)
                .as("sent to who is held out")
                .doesNotContain(new HeldOut(
                        traced.customer(),
                        traced.trace().scenario(),
                        traced.trace().version()));
        Scenario scenario = host.library
                .version(traced.trace().scenario(), traced.trace().version())
                .scenario();
        String message = scenario.steps().stream()
                .filter(each -> each.id().equals(traced.trace().step()))
                .map(each -> ((Step.Send) each).message())
                .findFirst()
                .orElseThrow();
        var one = new Sent(traced.at(), scenario.topic(), scenario.id(), message);
        checkConsent(host, decided, traced.customer(), scenario.topic());
        checkComplaint(host, traced);
        List<Sent> before = sent.computeIfAbsent(traced.customer(), id -> new ArrayList<>());
        checkCaps(host, before, one);
        before.add(one);
    }

    /**
     * Who had refused before the step, and did not agree in it. A step of the life that is witnessed takes one entry, and timers
     * only that were due before: nothing is sent after a refusal within it. Where two become one, what was overdue comes before.
     */
    private static void checkConsent(MemoryHost host, Decided decided, long customer, String topic) {
        boolean refused = hasRefused(host, customer, topic);
        boolean agreed = decided.said().changes().stream()
                .anyMatch(change -> change.matter().equals(topic) && change.act() == ConsentChange.Act.GRANTED);
        assertThat(refused && !agreed && !isTransactional(host, topic))
                .as("sent after unsubscribing from " + topic)
                .isFalse();
    }

    /** Whoever complained gets nothing, not even what is transactional, until they are forgiven. */
    private static void checkComplaint(MemoryHost host, Traced traced) {
        CustomerState was = host.state(traced.customer());
        assertThat(was != null && was.memory().guarded().complained() != null)
                .as("sent after a complaint")
                .isFalse();
    }

    private static boolean hasRefused(MemoryHost host, long customer, String topic) {
        CustomerState was = host.state(customer);
        return was != null && Boolean.FALSE.equals(was.consents().get(topic));
    }

    private static void checkCaps(MemoryHost host, List<Sent> before, Sent one) {
        if (isTransactional(host, one.topic())) {
            return;
        }
        for (Cap cap : host.library.project().rules().caps()) {
            boolean asked = cap.topic() == null || cap.topic().equals(one.topic());
            long counted = before.stream()
                    .filter(other -> cap.topic() == null
                            ? !isTransactional(host, other.topic())
                            : cap.topic().equals(other.topic()))
                    .filter(other -> other.at().plus(length(cap.per())).isAfter(one.at()))
                    .count();
            assertThat(asked && counted >= cap.most()).as("over the cap " + cap).isFalse();
        }
        Span same = host.library.project().rules().sameMessageWithin();
        if (same != null) {
            // What left on a transactional topic, before the scenario went over to this one, was not counted.
            assertThat(before.stream().filter(other -> !isTransactional(host, other.topic())))
                    .as("the same message again")
                    .noneMatch(other -> other.scenario().equals(one.scenario())
                            && other.message().equals(one.message())
                            && other.at().plus(length(same)).isAfter(one.at()));
        }
    }

    private static boolean isTransactional(MemoryHost host, String topic) {
        return Objects.requireNonNull(host.library.project().topics().get(topic))
                        .kind()
                == Topic.Kind.TRANSACTIONAL;
    }

    private static Duration length(Span span) {
        return Duration.ofDays(span.days()).plus(span.time());
    }

    /** After the step was written: what fired will not fire again. */
    void committed(MemoryHost host, MemoryStep step) {
        for (Timers.Due due : step.due()) {
            assertThat(due.due()).as("a timer that fired early").isBeforeOrEqualTo(host.now());
            Instant next = host.timers.get(new MemoryHost.Timer(due.customer(), due.name(), due.ofRun()));
            assertThat(next == null || next.isAfter(due.due()))
                    .as("fired once: " + due + ", and is set again for " + next + " at " + host.now())
                    .isTrue();
            fired++;
        }
    }

    /** At the end of a life: no run is on an older version where running customers were to go over to the newest. */
    static void moved(MemoryHost host) {
        for (MemoryHost.Under under : host.runs()) {
            String scenario = under.run().scenario();
            int current = host.library
                    .set()
                    .currentVersion(scenario)
                    .orElse(under.run().version());
            assertThat(host.moves)
                    .as("left behind: " + under)
                    .noneMatch(move -> move.scenario().equals(scenario)
                            && move.version() == current
                            && under.run().version() < current);
        }
    }

    /** Everything was decided. */
    void settled(MemoryHost host) {
        assertThat(host.timers.values())
                .as("timers overdue when all is quiet")
                .allMatch(due -> due.isAfter(host.now()));
    }

    long fired() {
        return fired;
    }

    long sends() {
        return sends;
    }
}

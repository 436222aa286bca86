package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.Histories.Act;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.state.StateCodec;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds in every life, whatever happens in it. */
class HistoryTest {

    private static final Set<What> ENDS = EnumSet.of(What.GOAL, What.EXITED, What.ENDED, What.RESTARTED);

    @Provide
    Arbitrary<List<Act>> histories() {
        return Histories.histories();
    }

    @Property
    void theSameHistoryGivesTheSameDecisions(@ForAll("histories") List<Act> history) {
        Customer once = live(history, 1, UnaryOperator.identity());
        Customer again = live(history, 1, UnaryOperator.identity());
        assertThat(again.effects()).isEqualTo(once.effects());
        assertThat(again.state()).isEqualTo(once.state());
    }

    @Property
    void aStateThatWasStoredAndReadDecidesTheSame(@ForAll("histories") List<Act> history) {
        Customer kept = live(history, 1, UnaryOperator.identity());
        Customer stored = live(history, 1, HistoryTest::storedAndRead);
        assertThat(stored.effects()).isEqualTo(kept.effects());
        assertThat(stored.state()).isEqualTo(kept.state());
    }

    @Property
    void everyRunThatWaitsForATimeHasExactlyItsTimer(@ForAll("histories") List<Act> history) {
        Customer customer = live(history, 1, UnaryOperator.identity());
        Map<String, Instant> dues = new TreeMap<>();
        for (Run run : customer.runs()) {
            if (run.due() != null) {
                dues.put(run.id(), run.due());
            }
        }
        assertThat(customer.timers()).isEqualTo(dues);
    }

    @Property
    void nothingIsSentByARunThatReachedItsGoalOrEndedOtherwise(@ForAll("histories") List<Act> history) {
        Set<String> ended = new HashSet<>();
        for (Effect effect : live(history, 1, UnaryOperator.identity()).effects()) {
            switch (effect) {
                case Effect.Send send ->
                    assertThat(ended).doesNotContain(send.run().id());
                case Effect.Trace trace
                when ENDS.contains(trace.what()) ->
                    assertThat(ended.add(trace.run())).isTrue();
                default -> {}
            }
        }
    }

    @Property
    void noMessageIsDecidedTwice(@ForAll("histories") List<Act> history) {
        assertThat(live(history, 1, UnaryOperator.identity()).sends())
                .extracting(Effect.Send::id)
                .doesNotHaveDuplicates();
    }

    @Property
    void oneRunForOneKeyOfAScenario(@ForAll("histories") List<Act> history) {
        assertThat(live(history, 1, UnaryOperator.identity()).runs())
                .extracting(Run::passage)
                .doesNotHaveDuplicates();
    }

    @Property
    void whoRefusedATopicGetsNoMailOnIt(@ForAll("histories") List<Act> history) {
        Customer customer = live(history, 1, UnaryOperator.identity());
        int before = customer.sends().size();
        customer.hadDone(ScenarioSet.UNSUBSCRIBED, customer.now(), "topic", "offers")
                .after(java.time.Duration.ofDays(30))
                .does("Signed Up")
                .does("Clicked", "value", 1);
        assertThat(customer.sends()).hasSize(before);
    }

    private static CustomerState storedAndRead(CustomerState state) {
        return StateCodec.read(StateCodec.write(state), state.id(), state.attributes());
    }

    private static Customer live(List<Act> history, long id, UnaryOperator<CustomerState> between) {
        Customer customer = Customer.numbered(id).nowUnder(Histories.SETS.getFirst());
        for (Act act : history) {
            switch (act) {
                case Act.Does does ->
                    customer.decide(new Input.Event(
                            customer.nextEvent(),
                            does.event(),
                            does.properties(),
                            customer.now().minus(does.ago()),
                            does.historical()));
                case Act.Becomes becomes ->
                    customer.decide(new Input.Identified(customer.nextEvent(), becomes.traits(), customer.now()));
                case Act.Waits(var duration) -> customer.after(duration);
                case Act.Echo(var which) -> {
                    Instant due = customer.now().minusSeconds(which);
                    customer.runs().stream()
                            .skip(which)
                            .findFirst()
                            .ifPresent(run -> customer.decide(new Input.TimerDue(run.id(), due)));
                }
                case Act.Absorbs(var other) -> {
                    Customer twin = live(other, customer.nextEvent(), between);
                    customer.at(twin.now().isAfter(customer.now()) ? twin.now() : customer.now());
                    customer.decide(new Input.Merged(twin.state()));
                }
                case Act.Publishes(var set) -> customer.nowUnder(Histories.SETS.get(set));
            }
            customer.becomes(between.apply(customer.state()));
        }
        return customer;
    }
}

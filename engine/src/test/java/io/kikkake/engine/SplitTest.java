package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.Scenario;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SplitTest {

    private static final Scenario AB = Scenarios.of("ab", "trigger: {event: Signed Up}\ngoal: {event: Ordered}", """
            - id: ab
              split:
                arms: [{arm: a, weight: 30, next: mail_a}, {arm: b, weight: 70, next: mail_b}]
                winner: {after: 7d, min: 100}
            - {id: mail_a, send: one, next: rest}
            - {id: mail_b, send: two, next: rest}
            - {id: rest, wait: 1d}
            """);

    @Test
    void theSameCustomerAlwaysTakesTheSameArm() {
        for (long id = 1; id <= 200; id++) {
            Customer once = Customer.numbered(id, AB).does("Signed Up").does("Ordered");
            List<String> first = List.copyOf(once.mails());
            once.does("Signed Up").does("Ordered").does("Signed Up");
            assertThat(once.mails()).hasSize(3).containsOnly(first.getFirst());
        }
    }

    @Tag("drawn")
    @Test
    void theWeightsAreKept() {
        Map<String, Integer> taken = new HashMap<>();
        for (long id = 1; id <= 10_000; id++) {
            taken.merge(Customer.numbered(id, AB).does("Signed Up").mails().getFirst(), 1, Integer::sum);
        }
        assertThat(taken.get("one")).isBetween(2_800, 3_200);
    }

    @Test
    void twoSplitsDrawIndependently() {
        int same = 0;
        for (long id = 0; id < 2_000; id++) {
            boolean here = Ids.share("ab", "first", id) < 5_000;
            boolean there = Ids.share("ab", "second", id) < 5_000;
            same += here == there ? 1 : 0;
        }
        assertThat(same).isBetween(900, 1_100);
    }

    @Test
    void theHostLearnsWhoTookWhichArmAndReachedTheGoal() {
        Customer hanako = Customer.of(AB).does("Signed Up").does("Ordered");
        Effect.TookArm took = (Effect.TookArm) hanako.effects().stream()
                .filter(Effect.TookArm.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(hanako.effects())
                .filteredOn(Effect.ArmReachedGoal.class::isInstance)
                .singleElement()
                .satisfies(goal -> {
                    assertThat(((Effect.ArmReachedGoal) goal).arm()).isEqualTo(took.arm());
                    assertThat(((Effect.ArmReachedGoal) goal).id()).isEqualTo(took.id());
                });
    }

    @Test
    void onceAnArmHasWonEverybodyTakesIt() {
        var won = ScenarioSet.of(Customer.project(), List.of(new Published(AB, 1, Status.CURRENT, Map.of("ab", "a"))));
        for (long id = 1; id <= 50; id++) {
            assertThat(Customer.numbered(id, AB).nowUnder(won).does("Signed Up").mails())
                    .containsExactly("one");
        }
    }

    @Test
    void theArmIsKnownToLaterSteps() {
        assertThat(Customer.of(AB).does("Signed Up").runs().getFirst().outputs().at("ab.arm"))
                .isNotNull();
    }
}

package io.kikkake.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.flink.Lives.Act;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** On Flink the same is decided as anywhere else. A failure names its seed. */
class EquivalenceTest {

    private static final int LIVES = 120;

    /** When hand-overs come back through Kafka, and whether the job is lost on the way. */
    private enum Way {
        AT_ONCE,
        LATER,
        WITH_RESTARTS
    }

    @Test
    void randomLivesAreDecidedAsTheEngineDecidesThem() throws Exception {
        int effects = 0;
        for (long seed = 1; seed <= LIVES; seed++) {
            effects += compare(seed, true, Way.AT_ONCE);
        }
        assertThat(effects).as("there is something to compare").isGreaterThan(10 * LIVES);
    }

    @Test
    void losingTheJobAndRestoringItsSnapshotChangesNothing() throws Exception {
        for (long seed = 1; seed <= LIVES / 4; seed++) {
            compare(seed, true, Way.WITH_RESTARTS);
        }
    }

    @Test
    void customersWhoWaitForAnothersStateAreDecidedAsIfItHadBeenThere() throws Exception {
        for (long seed = 1; seed <= LIVES; seed++) {
            compare(seed, false, Way.LATER);
        }
    }

    private static int compare(long seed, boolean timersFire, Way way) throws Exception {
        var plain = new PlainHost();
        Publications.all().forEach(plain::publish);
        var chance = new Random(seed);
        try (FlinkHost flink = FlinkHost.with(Publications.all())) {
            for (Act act : Lives.of(seed, timersFire)) {
                // What waits is decided under what is published when it goes on; here that is to be no difference.
                if (way == Way.LATER && act instanceof Act.Publishes) {
                    continue;
                }
                live(act, plain, flink);
                if (way != Way.LATER || chance.nextInt(6) == 0) {
                    flink.returnHandOvers();
                }
                if (way == Way.WITH_RESTARTS && chance.nextInt(4) == 0) {
                    flink.restart(List.of());
                }
            }
            flink.returnHandOvers();
            assertThat(flink.refusals()).as("seed %d", seed).isEmpty();
            for (long customer = 1; customer <= Lives.CUSTOMERS; customer++) {
                assertThat(flink.state(customer))
                        .as("seed %d, state of %d", seed, customer)
                        .isEqualTo(plain.state(customer));
                assertThat(of(customer, flink.effects()))
                        .as("seed %d, effects of %d", seed, customer)
                        .isEqualTo(of(customer, plain.effects()));
            }
            return flink.effects().size();
        }
    }

    private static void live(Act act, PlainHost plain, FlinkHost flink) throws Exception {
        switch (act) {
            case Act.Enters(var input) -> {
                plain.accept(input);
                flink.accept(input);
            }
            case Act.Merges(var away, var into) -> {
                plain.accept(away);
                plain.accept(into);
                // The two are in different partitions: either may be read first.
                if (away.seq() % 4 == 1) {
                    flink.accept(into, away);
                } else {
                    flink.accept(away, into);
                }
            }
            case Act.Passes(var until) -> {
                plain.at(until);
                flink.at(until);
            }
            case Act.Publishes(var change) -> {
                plain.publish(change);
                flink.publish(change);
            }
        }
    }

    private static String of(long customer, List<EffectRecord> effects) {
        return effects.stream()
                .filter(effect -> effect.customer() == customer)
                .map(EffectRecord::toString)
                .collect(Collectors.joining("\n"));
    }
}

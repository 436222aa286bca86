package io.kikkake.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.ScenarioSet.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecideFunctionTest {

    private static final Instant NOON = Inputs.NOON;
    private static final Duration HOUR = Duration.ofHours(1);

    private FlinkHost flink;

    @BeforeEach
    void publish() throws Exception {
        flink = FlinkHost.with(Publications.all());
        for (long customer = 7; customer <= 9; customer++) {
            flink.accept(Inputs.reachable(0, customer, NOON.minusSeconds(60)));
        }
    }

    @AfterEach
    void close() throws Exception {
        flink.close();
    }

    private static LogInput cart(long seq, Instant at) {
        return Inputs.track(seq, 7, at, "Cart Updated", "cart_id", "c-1");
    }

    private static LogInput order(long seq, Instant at) {
        return Inputs.track(seq, 7, at, "Order Completed", "cart_id", "c-1");
    }

    @Test
    void aTimerFiresOnceAndAtItsTime() throws Exception {
        flink.accept(cart(1, NOON)).at(NOON.plus(HOUR).minusMillis(1));
        assertThat(flink.mails(7)).isEmpty();
        flink.at(NOON.plus(HOUR));
        assertThat(flink.mails(7)).containsExactly("one");
        flink.at(NOON.plus(HOUR).plusSeconds(60)).restart(List.of()).at(NOON.plus(HOUR.multipliedBy(2)));
        assertThat(flink.mails(7)).containsExactly("one");
        assertThat(flink.timers()).isEqualTo(1);
    }

    @Test
    void aTimerTheRunNoLongerWaitsForFiresForNobody() throws Exception {
        flink.accept(cart(1, NOON), cart(2, NOON.plusSeconds(1_800))).at(NOON.plus(HOUR));
        assertThat(flink.mails(7)).isEmpty();
        assertThat(flink.timers()).isEqualTo(1);
        flink.at(NOON.plusSeconds(1_800).plus(HOUR));
        assertThat(flink.mails(7)).containsExactly("one");
    }

    @Test
    void noTimerIsLeftWhenTheGoalIsReached() throws Exception {
        flink.accept(cart(1, NOON), order(2, NOON.plusSeconds(60)));
        assertThat(flink.timers()).isZero();
        assertThat(flink.state(7).runs()).isEmpty();
    }

    @Test
    void aPurchaseAcceptedBeforeTheTimerWasDueWinsAlsoAfterAnOutage() throws Exception {
        flink.accept(cart(1, NOON)).clock(NOON.plus(HOUR.multipliedBy(9)));
        flink.accept(order(2, NOON.plus(HOUR).minusMillis(1))).at(NOON.plus(HOUR.multipliedBy(10)));
        assertThat(flink.mails(7)).isEmpty();
    }

    @Test
    void aPurchaseAcceptedAfterTheTimerWasDueComesTooLateAlsoIfItIsReadFirst() throws Exception {
        flink.accept(cart(1, NOON), order(2, NOON.plus(HOUR).plusMillis(1)));
        assertThat(flink.mails(7)).containsExactly("one");
        assertThat(flink.effects()).extracting(EffectRecord::kind).contains("withdraw");
    }

    @Test
    void theEndOfTheInputsIsNotTheEndOfTime() throws Exception {
        flink.accept(cart(1, NOON)).endOfInputs();
        assertThat(flink.mails(7)).isEmpty();
        assertThat(flink.state(7).runs()).hasSize(1);
    }

    @Test
    void whatIsOverdueByTheWallClockFiresAtTheEndOfTheInputs() throws Exception {
        flink.accept(cart(1, NOON)).clock(NOON.plus(HOUR.multipliedBy(9))).endOfInputs();
        assertThat(flink.mails(7)).containsExactly("one");
    }

    @Test
    void aRunKeepsTheVersionItStartedOn() throws Exception {
        flink.accept(cart(1, NOON)).publish(Publications.current(Publications.CART_2, 2));
        flink.accept(Inputs.track(2, 8, NOON, "Cart Updated", "cart_id", "c-2")).restart(List.of());
        flink.at(NOON.plus(HOUR));
        assertThat(flink.mails(7)).containsExactly("one");
        assertThat(flink.mails(8)).containsExactly("two");
    }

    @Test
    void anArchivedScenarioIsEnteredByNobodyAndLeftByAll() throws Exception {
        flink.accept(cart(1, NOON)).publish(Publications.change(Publications.CART, 1, Status.ARCHIVED));
        flink.accept(Inputs.track(2, 8, NOON, "Cart Updated", "cart_id", "c-2")).at(NOON.plus(HOUR));
        assertThat(flink.mails(7)).isEmpty();
        assertThat(flink.mails(8)).isEmpty();
        assertThat(flink.state(7).runs()).isEmpty();
    }

    @Test
    void aScenarioTheEngineDoesNotTakeIsSetAsideAndTheOthersGoOn() throws Exception {
        flink.publish(Publications.current(Publications.CART.replace("wait: 1h", "wait: soon"), 2));
        flink.publish(ScenarioChange.read("{]".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        flink.accept(cart(1, NOON)).at(NOON.plus(HOUR));
        assertThat(flink.mails(7)).containsExactly("one");
        assertThat(flink.refusals()).hasSize(2);
        assertThat(flink.refusals().getFirst().reason()).contains("/steps/0/wait");
    }

    @Test
    void whatWasPublishedBeforeTheStartIsKnownToTheFirstInputAndToLaterChanges() throws Exception {
        try (FlinkHost fresh = FlinkHost.with(List.of())) {
            fresh.restart(Publications.all()).accept(Inputs.reachable(0, 7, NOON), cart(1, NOON));
            fresh.publish(Publications.current(Publications.CART_2, 2)).at(NOON.plus(HOUR));
            assertThat(fresh.mails(7)).containsExactly("one");
            assertThat(fresh.state(7).runs()).hasSize(1);
        }
    }

    @Test
    void aCustomerWhoWasMergedAwayHasNothingLeftAndNothingMoreIsDecidedForThem() throws Exception {
        flink.accept(cart(1, NOON), Inputs.away(2, 7, NOON, 8), Inputs.into(3, 8, NOON, 7));
        flink.returnHandOvers().accept(cart(4, NOON.plusSeconds(1))).at(NOON.plus(HOUR));
        assertThat(flink.mails(7)).isEmpty();
        assertThat(flink.mails(8)).containsExactly("one");
        assertThat(flink.refusals()).extracting(Refusal::reason).containsExactly("Customer 7 was merged into 8 before");
    }

    @Test
    void timersWaitForTheStateOfTheOtherAndFireOnceItIsThere() throws Exception {
        flink.accept(cart(1, NOON), Inputs.into(2, 7, NOON, 9)).at(NOON.plus(HOUR));
        assertThat(flink.mails(7)).isEmpty();
        flink.restart(List.of()).at(NOON.plus(HOUR)).accept(Inputs.away(3, 9, NOON, 7));
        flink.returnHandOvers();
        assertThat(flink.mails(7)).containsExactly("one");
    }
}

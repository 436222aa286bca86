package io.kikkake.engine;

import static io.kikkake.engine.Customer.tokyo;
import static io.kikkake.engine.condition.Truth.FALSE;
import static io.kikkake.engine.condition.Truth.TRUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.state.Tally;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Conditions about one event that follows another, or does not. */
class SequenceConditionTest {

    private static final String ORDERED = "{sequence: {event: Carted}, then: {event: Ordered}, within: 1d}";
    private static final String ABANDONED = "{sequence: {event: Carted}, without: {event: Ordered}, for: 1d}";

    private static Tally.Pairs kept(Asking asking) {
        return (Tally.Pairs)
                asking.customer().state().memory().tallies().values().iterator().next();
    }

    @Test
    void ofWhomNothingIsKnownNothingFollowedAndNothingIsMissing() {
        assertThat(Asking.of(ORDERED).truth()).isEqualTo(FALSE);
        assertThat(Asking.of(ABANDONED).truth()).isEqualTo(FALSE);
        assertThat(Asking.of(ABANDONED).nextChange()).isNull();
    }

    @Test
    void whatFollowedOnceStaysSoWhateverComesAfter() {
        Asking asking = Asking.of(ORDERED);
        asking.customer().does("Carted").after(Duration.ofHours(1)).does("Ordered");
        asking.customer().does("Carted").after(Duration.ofDays(9)).does("Ordered");
        assertThat(asking.truth()).isEqualTo(TRUE);
        assertThat(kept(asking)).isEqualTo(Tally.Pairs.FOLLOWED);
    }

    @Test
    void theLastMomentIsInTimeAndTheNextIsNot() {
        Asking inTime = Asking.of(ORDERED);
        inTime.customer().does("Carted").after(Duration.ofDays(1)).does("Ordered");
        assertThat(inTime.truth()).isEqualTo(TRUE);
        Asking late = Asking.of(ORDERED);
        late.customer().does("Carted").after(Duration.ofDays(1).plusMillis(1)).does("Ordered");
        assertThat(late.truth()).isEqualTo(FALSE);
    }

    @Test
    void whatHappensAtTheSameMomentFollowsUnlessItIsTheSame() {
        Asking asking = Asking.of(ORDERED);
        asking.customer().does("Carted").does("Ordered");
        assertThat(asking.truth()).isEqualTo(TRUE);
        Asking backwards = Asking.of(ORDERED);
        backwards.customer().does("Ordered").does("Carted");
        assertThat(backwards.truth()).isEqualTo(TRUE);
        Asking same = Asking.of("{sequence: {event: Viewed}, then: {event: Viewed}, within: 1h}");
        same.customer().does("Viewed").does("Viewed");
        assertThat(same.truth()).isEqualTo(FALSE);
    }

    @Test
    void anOrderAtTheSameMomentIsNotMissing() {
        Asking asking = Asking.of(ABANDONED);
        asking.customer().does("Carted").does("Ordered").after(Duration.ofDays(2));
        assertThat(asking.truth()).isEqualTo(FALSE);
        Asking again = Asking.of("{sequence: {event: Viewed}, without: {event: Viewed}, for: 1d}");
        again.customer().does("Viewed").does("Viewed").after(Duration.ofDays(2));
        assertThat(again.truth()).isEqualTo(TRUE);
    }

    @Test
    void onlyTheNewestOfEachAreRememberedWhateverOrderTheyComeIn() {
        Asking asking = Asking.of(ORDERED);
        Customer hanako = asking.customer().at("2026-06-20T12:00");
        for (int day : new int[] {9, 8, 7, 6, 5, 4}) {
            hanako.did("Carted", tokyo("2026-06-0%dT12:00".formatted(day)));
        }
        for (int day : new int[] {1, 3, 2, 1, 2}) {
            hanako.did("Ordered", tokyo("2026-06-0%dT12:00".formatted(day)));
        }
        assertThat(kept(asking).firsts())
                .containsExactly(
                        millis("2026-06-06T12:00"),
                        millis("2026-06-07T12:00"),
                        millis("2026-06-08T12:00"),
                        millis("2026-06-09T12:00"));
        assertThat(kept(asking).thens())
                .containsExactly(
                        millis("2026-06-01T12:00"),
                        millis("2026-06-02T12:00"),
                        millis("2026-06-02T12:00"),
                        millis("2026-06-03T12:00"));
    }

    private static long millis(String local) {
        return tokyo(local).toEpochMilli();
    }

    @Test
    void ofCartsNobodyOrderedTheOldestIsRememberedAndTheNewest() {
        Asking asking = Asking.of(ABANDONED);
        asking.customer().at("2026-06-01T08:00");
        for (int i = 0; i < 4; i++) {
            asking.customer().does("Carted").after(Duration.ofHours(1));
        }
        assertThat(kept(asking).firsts()).hasSize(4);
        asking.customer().does("Carted");
        assertThat(kept(asking).firsts())
                .containsExactly(
                        millis("2026-06-01T08:00"),
                        millis("2026-06-01T10:00"),
                        millis("2026-06-01T11:00"),
                        millis("2026-06-01T12:00"));
        assertThat(asking.nextChange()).isEqualTo(tokyo("2026-06-02T08:00"));
    }

    @Test
    void anOlderOrderThatComesLateDoesNotPushTheNewerOneOut() {
        Asking asking = Asking.of(ABANDONED);
        asking.customer()
                .at("2026-06-05T12:00")
                .did("Ordered", tokyo("2026-06-04T12:00"))
                .did("Ordered", tokyo("2026-06-01T12:00"))
                .did("Carted", tokyo("2026-06-03T12:00"));
        assertThat(asking.truth()).isEqualTo(FALSE);
        assertThat(kept(asking).firsts()).isEmpty();
    }

    @Test
    void twoPastsBecomeOneInWhichOneMayFollowTheOther() {
        Asking asking = Asking.of(ORDERED);
        Customer visitor = Customer.of(asking.active()).does("Carted");
        asking.customer().after(Duration.ofHours(2)).does("Ordered").absorbs(visitor);
        assertThat(asking.truth()).isEqualTo(TRUE);
        Asking theOtherWay = Asking.of(ORDERED);
        Customer buyer =
                Customer.of(theOtherWay.active()).after(Duration.ofHours(2)).does("Ordered");
        theOtherWay.customer().does("Carted").absorbs(buyer);
        assertThat(theOtherWay.truth()).isEqualTo(TRUE);
        Asking tooLate = Asking.of(ORDERED);
        Customer waiting = Customer.of(tooLate.active()).does("Carted");
        tooLate.customer().after(Duration.ofDays(2)).does("Ordered").absorbs(waiting);
        assertThat(tooLate.truth()).isEqualTo(FALSE);
    }

    @Test
    void whatFollowedForEitherFollowedForBoth() {
        Asking asking = Asking.of(ORDERED);
        Customer other = Customer.of(asking.active()).does("Carted").does("Ordered");
        asking.customer().does("Carted").absorbs(other);
        assertThat(asking.truth()).isEqualTo(TRUE);
        Asking theOtherWay = Asking.of(ORDERED);
        theOtherWay.customer().does("Carted").does("Ordered");
        theOtherWay.customer().absorbs(Customer.of(theOtherWay.active()).does("Carted"));
        assertThat(theOtherWay.truth()).isEqualTo(TRUE);
    }

    @Test
    void anOtherTimeToFollowInIsAnotherQuestionButAnOtherTimeToWaitIsNot() {
        Asking following = Asking.of("{all: [" + ORDERED + ", " + ORDERED.replace("1d", "2d") + "]}");
        Customer hanako =
                following.customer().does("Carted").after(Duration.ofHours(36)).does("Ordered");
        assertThat(hanako.state().memory().tallies()).hasSize(2);
        assertThat(following.truth()).isEqualTo(FALSE);
        Asking missing = Asking.of("{all: [" + ABANDONED + ", " + ABANDONED.replace("1d", "2d") + "]}");
        missing.customer().does("Carted");
        assertThat(missing.customer().state().memory().tallies()).hasSize(1);
        assertThat(missing.nextChange()).isNotNull();
    }
}

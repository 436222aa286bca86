package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenarios that start on days attributes name. */
class DateTriggerTest {

    private static Scenario on(String trigger) {
        return Scenarios.of("day", "trigger: {date: " + trigger + "}", "- {id: m, send: one}");
    }

    private static Customer born(String birthday) {
        return Customer.of(on("birthday, every: year, at: \"10:00\"")).is("birthday", birthday);
    }

    private static LocalDateTime local(String moment) {
        return LocalDateTime.parse(moment);
    }

    @Test
    void aBirthdayComesEveryYear() {
        Customer hanako = born("1990-07-15");
        assertThat(hanako.expects("date:day")).isEqualTo(local("2026-07-15T10:00"));
        assertThat(hanako.at("2026-07-15T09:59").mails()).isEmpty();
        assertThat(hanako.at("2026-07-15T10:00").mails()).containsExactly("one");
        assertThat(hanako.at("2028-12-31T00:00").mails()).hasSize(3);
        assertThat(hanako.sends().getFirst().run().entry().at("years")).isEqualTo(Value.of(36));
    }

    @Test
    void bornOn29FebruaryIsCelebratedOnThe28thInCommonYears() {
        Customer hanako = born("2000-02-29");
        assertThat(hanako.expects("date:day")).isEqualTo(local("2027-02-28T10:00"));
        assertThat(hanako.at("2027-03-01T00:00").expects("date:day")).isEqualTo(local("2028-02-29T10:00"));
    }

    @Test
    void threeDaysBeforeNewYearLiesInTheOldYear() {
        Customer hanako = Customer.of(on("birthday, every: year, before: 3d")).is("birthday", "1980-01-02");
        assertThat(hanako.expects("date:day")).isEqualTo(local("2026-12-30T09:00"));
        assertThat(hanako.at("2027-01-05T00:00").mails()).containsExactly("one");
        assertThat(hanako.expects("date:day")).isEqualTo(local("2027-12-30T09:00"));
    }

    @Test
    void anEndOfContractComesOnceAndMovesWithTheAttribute() {
        Customer taro =
                Customer.of(on("contract.end, before: 30d")).is("contract", java.util.Map.of("end", "2026-09-30"));
        assertThat(taro.expects("date:day")).isEqualTo(local("2026-08-31T09:00"));
        taro.is("contract", java.util.Map.of("end", "2026-12-31"));
        assertThat(taro.expects("date:day")).isEqualTo(local("2026-12-01T09:00"));
        assertThat(taro.at("2028-01-01T00:00").mails()).containsExactly("one");
        assertThat(taro.state().memory().timers()).isEmpty();
    }

    @Test
    void aDayThatIsTakenAwayStartsNothing() {
        assertThat(born("1990-07-15")
                        .is("birthday", null)
                        .at("2027-12-31T00:00")
                        .mails())
                .isEmpty();
    }

    @Test
    void whatIsNoDayIsToldOnTheTimeline() {
        Customer hanako = born("tomorrow").is("birthday", "1990-02-30").is("birthday", 19900715);
        assertThat(hanako.traces()).extracting(Effect.Trace::detail).containsOnly(Reason.NO_DATE.code());
        assertThat(hanako.is("birthday", "1990/07/15").expects("date:day")).isEqualTo(local("2026-07-15T10:00"));
    }

    @Test
    void aDateThatIsSetAfterItsMomentIsSkippedAndSaysSo() {
        Customer hanako = Customer.of(on("birthday, every: year, at: \"10:00\""))
                .at("2026-07-15T11:00")
                .is("birthday", "1990-07-15");
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.lastTrace().detail()).isEqualTo(Reason.DATE_MISSED.code());
        assertThat(hanako.expects("date:day")).isEqualTo(local("2027-07-15T10:00"));
    }

    @Test
    void aDateThatIsSetAfterItsMomentEntersWithinTheGrace() {
        Scenario lenient = on("birthday, every: year, at: \"10:00\", if-missed: {enter-within: 1d}");
        assertThat(Customer.of(lenient)
                        .at("2026-07-16T09:00")
                        .is("birthday", "1990-07-15")
                        .is("birthday", "1990-07-15")
                        .mails())
                .containsExactly("one");
        assertThat(Customer.of(lenient)
                        .at("2026-07-16T11:00")
                        .is("birthday", "1990-07-15")
                        .mails())
                .isEmpty();
    }

    @Test
    void aDateThatWasChangedLatelyIsSkippedAndSaysSo() {
        Customer hanako = Customer.of(on("birthday, every: year, settled: 7d"))
                .at("2026-07-10T12:00")
                .is("birthday", "1990-07-15")
                .at("2026-07-20T00:00");
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.lastTrace().detail()).isEqualTo(Reason.EDITED_LATELY.code());
        assertThat(hanako.at("2027-07-16T00:00").mails()).containsExactly("one");
    }

    @Test
    void aMissedHourSkipsTheWholeDaysDateMail() {
        Customer hanako = born("1990-07-15");
        Instant due = Customer.tokyo("2026-07-15T10:00");
        hanako.outageUntil("2026-07-15T17:30").decide(new Input.CustomerTimerDue("date:day", due));
        assertThat(hanako.mails()).containsExactly("one");
    }

    @Test
    void daysAfterTheDayAnOutageIsOverNobodyIsCongratulatedAndTheTimelineSaysSo() {
        Customer hanako = born("1990-07-15");
        Instant due = Customer.tokyo("2026-07-15T10:00");
        hanako.outageUntil("2026-07-17T10:00").decide(new Input.CustomerTimerDue("date:day", due));
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.lastTrace().detail()).isEqualTo(Reason.DATE_MISSED.code());
        assertThat(hanako.expects("date:day")).isEqualTo(local("2027-07-15T10:00"));
    }

    @Test
    void aTimerThatFiresTwiceOrForAnotherMomentStartsNothingMore() {
        Customer hanako = born("1990-07-15");
        Instant due = Customer.tokyo("2026-07-15T10:00");
        hanako.decide(new Input.CustomerTimerDue("date:day", due.minusSeconds(60)));
        assertThat(hanako.mails()).isEmpty();
        hanako.at(due).decide(new Input.CustomerTimerDue("date:day", due));
        assertThat(hanako.mails()).containsExactly("one");
    }

    @Test
    void aTimeThatTheClocksSkipMovesForward() {
        Customer john = Customer.of(on("birthday, every: year, at: \"02:30\""))
                .at("2026-12-01T00:00")
                .is("birthday", "1990-03-14", "timezone", "America/New_York");
        assertThat(john.state().memory().timers().get("date:day")).isEqualTo(Instant.parse("2027-03-14T07:30:00Z"));
    }

    @Test
    void clocksThatMoveWithTheCustomerMoveTheTimerButMakeNoSecondBirthday() {
        Customer hanako = born("1990-07-15");
        hanako.at("2026-07-15T10:30").is("timezone", "America/New_York").at("2026-07-17T00:00");
        assertThat(hanako.mails()).containsExactly("one");
        Customer john = born("1990-07-15").is("timezone", "America/New_York");
        john.at("2026-07-15T11:00").is("timezone", "Asia/Tokyo").at("2026-07-17T00:00");
        assertThat(john.mails()).containsExactly("one");
    }

    @Test
    void publishingFindsThoseWhoHaveTheDayAlready() {
        Customer hanako = Customer.of().is("birthday", "1990-07-15");
        hanako.nowUnder(Customer.set(on("birthday, every: year"))).finds("day");
        assertThat(hanako.story()).isEmpty();
        assertThat(hanako.at("2026-07-15T12:00").mails()).containsExactly("one");
    }

    @Test
    void aMergeTakesTheBirthdayOver() {
        Scenario birthday = on("birthday, every: year");
        Customer hanako = Customer.numbered(1, birthday)
                .absorbs(Customer.numbered(2, birthday).is("birthday", "1990-07-15"));
        assertThat(hanako.after(Duration.ofDays(60)).mails()).containsExactly("one");
    }

    @Test
    void aDayThatIsTakenAwayIsNotExpectedAnyMoreAndNobodyComplains() {
        for (String gone : new String[] {null, "", " "}) {
            Customer hanako = born("1990-07-15").is("birthday", gone);
            assertThat(hanako.state().memory().timers()).isEmpty();
            assertThat(hanako.story()).isEmpty();
        }
    }

    @Test
    void aDayThatOnlyIsWrittenOtherwiseIsNotCelebratedTwiceNorMissed() {
        Customer hanako = born("1990-07-15").at("2026-07-15T11:00").is("birthday", "1990/07/15");
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.traces()).extracting(Effect.Trace::detail).doesNotContain(Reason.DATE_MISSED.code());
    }

    private static long missed(Customer customer) {
        return customer.traces().stream()
                .filter(trace -> Reason.DATE_MISSED.code().equals(trace.detail()))
                .count();
    }

    @Test
    void aDayThatWasMissedIsToldOnce() {
        Customer hanako = Customer.of(on("birthday, every: year, at: \"10:00\""))
                .at("2026-07-15T11:00")
                .is("birthday", "1990-07-15")
                .is("birthday", "1990/07/15");
        assertThat(missed(hanako)).isEqualTo(1);
        Customer taro = Customer.of(on("end")).is("end", "2026-07-15");
        taro.outageUntil("2026-07-17T10:00")
                .decide(new Input.CustomerTimerDue("date:day", Customer.tokyo("2026-07-15T09:00")));
        assertThat(missed(taro)).isEqualTo(1);
        assertThat(missed(taro.is("end", "2026/07/15"))).isEqualTo(1);
    }

    @Test
    void ofABirthdayMonthsAgoThereIsNothingToTellButOfAnEndOfContractThereIs() {
        Customer hanako =
                Customer.of(on("birthday, every: year")).at("2026-07-16T11:00").is("birthday", "1990-07-15");
        assertThat(hanako.story()).isEmpty();
        Customer taro = Customer.of(on("end")).at("2026-07-16T11:00").is("end", "2026-03-31");
        assertThat(missed(taro)).isEqualTo(1);
        assertThat(taro.mails()).isEmpty();
    }

    @Test
    void publishingAfterTheHourOfTheDayStartsNothing() {
        Customer hanako = Customer.of().at("2026-07-15T11:00").is("birthday", "1990-07-15");
        hanako.nowUnder(Customer.set(on("birthday, every: year, at: \"10:00\"")))
                .finds("day");
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.expects("date:day")).isEqualTo(local("2027-07-15T10:00"));
    }

    @Test
    void afterAnOutageOfYearsTheNextDayIsOneThatIsStillToCome() {
        Customer hanako = born("1990-07-15").outageUntil("2028-12-01T00:00");
        hanako.decide(new Input.CustomerTimerDue("date:day", Customer.tokyo("2026-07-15T10:00")));
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.expects("date:day")).isEqualTo(local("2029-07-15T10:00"));
    }

    @Test
    void whenADayWasSaidMattersOnlyToTheScenarioThatAsks() {
        Scenario end = Scenarios.of("end", "trigger: {date: end, at: \"10:00\", settled: 7d}", "- {id: m, send: two}");
        Customer hanako = Customer.of(on("birthday, every: year, at: \"10:00\", settled: 7d"), end)
                .is("birthday", "1990-07-15")
                .at("2026-07-14T12:00")
                .is("end", "2026-07-30")
                .at("2026-08-01T00:00");
        assertThat(hanako.mails()).containsExactly("one", "two");
        assertThat(born("1990-07-15").state().memory().past().moments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-30, 2026-09-30",
        "2026/09/30, 2026-09-30",
        "' 2026-09-30 ', 2026-09-30",
        "2026-09-30T20:00, 2026-09-30",
        "2026-09-30T20:00:00, 2026-09-30",
        "2026-09-30T20:00:00Z, 2026-10-01",
        "2026-09-30T20:00:00+09:00, 2026-09-30",
        "2026-09-30T20:00:00-05:00, 2026-10-01",
        "2026-09-30T02:00:00+14:00, 2026-09-29"
    })
    void aMomentIsADayOnTheCustomersClocks(String written, String day) {
        Customer taro = Customer.of(on("end, at: \"10:00\"")).is("end", written);
        assertThat(taro.expects("date:day")).isEqualTo(local(day + "T10:00"));
    }
}

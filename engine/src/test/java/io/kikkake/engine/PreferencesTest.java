package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.ScenarioSet.Project;
import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.Channel;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.value.Value;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What customers choose beside topics: channels, how often, nothing at all; and subscriptions that wait to be confirmed. */
class PreferencesTest {

    private static final Scenario NEWS = on("offers", "A", "[line, email]", "- {id: w, wait: 1d}");
    private static final Scenario ORDERS = on("orders", "B", "[line, email]", "- {id: w, wait: 1d}");

    private static Scenario on(String topic, String event, String channels, String more) {
        return Documents.scenario("""
                scenario: on-%s-%s
                name: x
                topic: %s
                key: k
                trigger: {event: %s}
                steps:
                  - {id: mail, send: one, channels: %s}
                  %s
                messages:
                  one: {from: owner, subject: One, mjml: <mjml/>, line: {text: One}}
                """.formatted(topic, event, topic, event, channels, more));
    }

    private static Customer hanako(Scenario... scenarios) {
        return Customer.of(set(scenarios)).is("lineUserId", "U1");
    }

    private static ScenarioSet set(Scenario... scenarios) {
        Map<String, Topic> topics = new HashMap<>(Customer.TOPICS);
        topics.put("letter", new Topic("letter", Topic.Kind.MARKETING, Topic.Consent.OPT_IN, true));
        return ScenarioSet.of(
                new Project(Customer.TOKYO, topics)
                        .withChannels(Map.of("email", Channel.EMAIL, "line", new Channel("line", "lineUserId"))),
                Arrays.stream(scenarios)
                        .map(scenario -> new Published(scenario, 1, Status.CURRENT))
                        .toList());
    }

    private static List<List<String>> channels(Customer customer) {
        return customer.sends().stream().map(Effect.Send::channels).toList();
    }

    @Test
    void aRefusedChannelIsPassedOver() {
        Customer hanako =
                hanako(NEWS).does(ScenarioSet.UNSUBSCRIBED, "channel", "line").does("A", "k", 1);
        assertThat(channels(hanako)).containsExactly(List.of("email"));
        assertThat(hanako.state().consents()).isEqualTo(Map.of("@line", false));
    }

    @Test
    void whoRefusesEveryChannelOfAStepGetsNothingAndTheTimelineSaysWhy() {
        Customer hanako = hanako(NEWS)
                .does(ScenarioSet.UNSUBSCRIBED, "channel", "line")
                .does(ScenarioSet.UNSUBSCRIBED, "channel", "email")
                .does("A", "k", 1);
        assertThat(hanako.sends()).isEmpty();
        assertThat(hanako.traces())
                .filteredOn(trace -> trace.what() == What.BLOCKED)
                .extracting(Effect.Trace::detail)
                .containsExactly(Reason.REFUSED_CHANNEL.code());
    }

    @Test
    void aRefusedChannelEndsNoRunAndMayBeAllowedAgain() {
        Customer hanako = hanako(NEWS).does("A", "k", 1).does(ScenarioSet.UNSUBSCRIBED, "channel", "line");
        assertThat(hanako.runs()).hasSize(1);
        hanako.after(Duration.ofHours(1))
                .does(ScenarioSet.SUBSCRIBED, "channel", "line")
                .does("A", "k", 2);
        assertThat(channels(hanako)).containsExactly(List.of("line", "email"), List.of("line", "email"));
    }

    @Test
    void whatWasOrderedArrivesByARefusedChannelOnlyWhereThereIsNoOther() {
        Customer hanako =
                hanako(ORDERS).does(ScenarioSet.UNSUBSCRIBED, "channel", "line").does("B", "k", 1);
        hanako.does(ScenarioSet.UNSUBSCRIBED, "channel", "email").does("B", "k", 2);
        assertThat(channels(hanako)).containsExactly(List.of("email"), List.of("line", "email"));
    }

    @Test
    void aChannelRefusedByOneOfTwoWhoAreOneIsRefused() {
        Customer device = Customer.numbered(2).nowUnder(set(NEWS)).does(ScenarioSet.UNSUBSCRIBED, "channel", "line");
        Customer hanako =
                hanako(NEWS).does(ScenarioSet.SUBSCRIBED, "channel", "line").absorbs(device);
        assertThat(channels(hanako.does("A", "k", 1))).containsExactly(List.of("email"));
    }

    @Test
    void aChannelThatIsNoneIsNotRemembered() {
        Customer hanako = hanako(NEWS)
                .does(ScenarioSet.UNSUBSCRIBED, "channel", "No Channel!")
                .does(ScenarioSet.UNSUBSCRIBED, "more-than", "hour")
                .does(ScenarioSet.UNSUBSCRIBED, "everything", "no");
        assertThat(hanako.state().consents()).isEmpty();
    }

    @Test
    void whoWantsOneAWeekGetsOneInSevenDaysOverAllMarketingTopics() {
        Scenario sales = on("sales", "C", "[email]", "- {id: w, wait: 1h}");
        Customer hanako = hanako(NEWS, sales, ORDERS)
                .does(ScenarioSet.UNSUBSCRIBED, "more-than", "week")
                .does("A", "k", 1)
                .does("C", "k", 1)
                .does("B", "k", 1);
        assertThat(hanako.sends()).extracting(Effect.Send::topic).containsExactly("offers", "orders");
        assertThat(hanako.traces()).extracting(Effect.Trace::detail).contains(Reason.OFTEN_ENOUGH.code());
        hanako.after(Duration.ofDays(7).minusSeconds(1)).does("A", "k", 2);
        assertThat(hanako.sends()).hasSize(2);
        assertThat(hanako.after(Duration.ofSeconds(1)).does("A", "k", 3).sends())
                .hasSizeGreaterThan(2);
    }

    @Test
    void aStepThatWaitsSendsWhenTheCustomersOwnCapIsFree() {
        Scenario patient = Documents.scenario("""
                scenario: patient
                name: x
                topic: offers
                key: k
                trigger: {event: A}
                steps:
                  - {id: mail, send: one, on-block: {defer: 10d}}
                messages:
                  one: {from: owner, subject: One, mjml: <mjml/>}
                """);
        Customer hanako = hanako(patient)
                .does(ScenarioSet.UNSUBSCRIBED, "more-than", "week")
                .does("A", "k", 1)
                .does("A", "k", 2);
        assertThat(hanako.sends()).hasSize(1);
        assertThat(hanako.waitsUntil()).isEqualTo(java.time.LocalDateTime.parse("2026-06-08T12:00"));
        assertThat(hanako.at("2026-06-08T12:00").sends()).hasSize(2);
    }

    @Test
    void whoWantsOneAMonthGetsOneInThirtyDaysAlsoAfterAMerge() {
        Customer other = Customer.numbered(2).nowUnder(set(NEWS)).does(ScenarioSet.UNSUBSCRIBED, "more-than", "month");
        Customer hanako = hanako(NEWS).absorbs(other).does("A", "k", 1);
        hanako.after(Duration.ofDays(29)).does("A", "k", 2);
        assertThat(hanako.sends()).hasSize(1);
        assertThat(hanako.after(Duration.ofDays(2)).does("A", "k", 3).sends()).hasSize(2);
    }

    @Test
    void whoWantsAllAgainIsNotHeldBack() {
        Customer hanako = hanako(NEWS)
                .does(ScenarioSet.UNSUBSCRIBED, "more-than", "week")
                .does("A", "k", 1)
                .after(Duration.ofMinutes(1))
                .does(ScenarioSet.SUBSCRIBED, "more-than", "week")
                .does("A", "k", 2);
        assertThat(hanako.sends()).hasSize(2);
    }

    @Test
    void whoStopsEverythingHearsOfNoTopicThatIsMadeLater() {
        Customer hanako = hanako(NEWS, ORDERS).does("A", "k", 1).does(ScenarioSet.UNSUBSCRIBED, "everything", true);
        assertThat(hanako.runs()).isEmpty();
        hanako.does("A", "k", 2).does("B", "k", 1);
        assertThat(hanako.sends()).extracting(Effect.Send::topic).containsExactly("offers", "orders");
        // A word on a topic goes before it.
        hanako.subscribes("offers").does("A", "k", 3);
        assertThat(hanako.sends()).hasSize(3);
    }

    @Test
    void aSubscriptionToBeConfirmedCountsOnceItIs() {
        Scenario letter = on("letter", "D", "[email]", "- {id: w, wait: 1h}");
        Customer hanako = hanako(letter).subscribes("letter").does("D", "k", 1);
        assertThat(hanako.sends()).isEmpty();
        assertThat(hanako.state().consents()).isEmpty();
        hanako.does(ScenarioSet.CONFIRMED, "topic", "letter").does("D", "k", 2);
        assertThat(hanako.sends()).hasSize(1);
        assertThat(hanako.unsubscribes("letter").does("D", "k", 3).sends()).hasSize(1);
        // Anybody may ask again for somebody else; it is not the customer's word yet.
        assertThat(hanako.after(Duration.ofDays(1))
                        .subscribes("letter")
                        .does("D", "k", 4)
                        .sends())
                .hasSize(1);
    }

    @Test
    void whatWasChosenIsKeptInTheStoredState() {
        Customer hanako = hanako(NEWS)
                .does(ScenarioSet.UNSUBSCRIBED, "channel", "line")
                .does(ScenarioSet.UNSUBSCRIBED, "more-than", "month");
        assertThat(StateCodec.read(
                        StateCodec.write(hanako.state()),
                        hanako.state().id(),
                        hanako.state().attributes()))
                .isEqualTo(hanako.state());
    }

    @Test
    void whatAnEventSaysIsWhatItWasMadeOf() {
        for (String matter : List.of("offers", "@line", ">week", ">month", "*")) {
            assertThat(Matter.of((Value.ObjectOf) Value.from(Matter.properties(matter))))
                    .isEqualTo(Optional.of(matter));
        }
    }
}

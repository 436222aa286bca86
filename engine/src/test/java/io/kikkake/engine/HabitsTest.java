package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The hours in which a customer reads, as counted. */
class HabitsTest {

    private static Customer reader(long id) {
        return Customer.numbered(
                        id,
                        Scenarios.of(
                                "best",
                                "trigger: {event: A}",
                                "- {id: w, wait: {until: {best-hour: {otherwise: \"10:00\"}}}}\n- {id: m, send: one}\n"))
                .at("2026-04-27T21:30");
    }

    private static List<Integer> hours(Customer customer) {
        return customer.state().memory().steps().hours();
    }

    private static List<Integer> at(int hour, int times) {
        return IntStream.range(0, 24).mapToObj(each -> each == hour ? times : 0).toList();
    }

    private static Customer opens(Customer customer, int times) {
        for (int i = 0; i < times; i++) {
            customer.does(Feedback.OPENED);
        }
        return customer;
    }

    @Test
    void eachReactionCountsForItsHourAndThatOfAProgramDoesNot() {
        Customer hanako = opens(reader(1), 2).does(Feedback.CLICKED).does(Feedback.OPENED, "machine", true);
        assertThat(hours(hanako)).isEqualTo(at(21, 3));
    }

    @Test
    void atAHundredAllAreHalved() {
        Customer hanako = opens(reader(1), 99);
        assertThat(hours(hanako)).isEqualTo(at(21, 99));
        hanako.at("2026-04-28T08:00");
        opens(hanako, 3);
        hanako.at("2026-04-28T21:00").does(Feedback.OPENED);
        assertThat(hours(hanako).get(21)).isEqualTo(50);
        assertThat(hours(hanako).get(8)).isEqualTo(1);
    }

    @Test
    void theHabitsOfTwoAreOnePersonsAndAHundredAtMost() {
        assertThat(Habits.united(List.of(), at(8, 2))).isEqualTo(at(8, 2));
        assertThat(Habits.united(at(8, 2), List.of())).isEqualTo(at(8, 2));
        assertThat(Habits.united(at(8, 2), at(8, 3))).isEqualTo(at(8, 5));
        assertThat(Habits.united(at(8, 60), at(8, 60))).isEqualTo(at(8, 100));
        assertThat(Habits.united(Collections.nCopies(24, 1), at(3, 1)).get(3)).isEqualTo(2);
    }
}

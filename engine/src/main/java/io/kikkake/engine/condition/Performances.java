package io.kikkake.engine.condition;

import io.kikkake.engine.condition.Condition.Performed;
import io.kikkake.engine.state.Tally;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Answers conditions about past events from what was kept of them. */
final class Performances {

    private Performances() {}

    static Truth truth(Performed performed, Facts facts) {
        return truth(performed, facts.around().tally(performed.counting().id()), facts);
    }

    private static Truth truth(Performed performed, @Nullable Tally tally, Facts facts) {
        Counting counting = performed.counting();
        return switch (performed.asked()) {
            case Performed.Size(var operator, var number) -> {
                BigDecimal amount = counting.amount(tally, facts);
                yield amount == null ? Truth.UNKNOWN : compare(amount, operator, number);
            }
            case Performed.When(var test) -> {
                Instant moment = counting.moment(tally);
                yield moment == null ? Truth.UNKNOWN : Dates.truth(test, new DateValue.Moment(moment), facts, true);
            }
        };
    }

    private static Truth compare(BigDecimal amount, Operator operator, BigDecimal number) {
        int order = amount.compareTo(number);
        return switch (operator) {
            case EQUALS -> Truth.of(order == 0);
            case GREATER_THAN -> Truth.of(order > 0);
            case AT_LEAST -> Truth.of(order >= 0);
            case LESS_THAN -> Truth.of(order < 0);
            case AT_MOST -> Truth.of(order <= 0);
            default -> Truth.UNKNOWN;
        };
    }

    /** When enough of what is in the window will have left it for the answer to be another. */
    static @Nullable Instant nextChange(Performed performed, Facts facts) {
        Counting counting = performed.counting();
        Tally tally = facts.around().tally(counting.id());
        if (performed.asked() instanceof Performed.When(var test)) {
            Instant moment = counting.moment(tally);
            return moment == null ? null : Dates.nextChange(test, new DateValue.Moment(moment), facts, true);
        }
        Truth now = truth(performed, tally, facts);
        for (Instant departure : counting.departures(tally, facts)) {
            if (truth(performed, tally, facts.at(departure)) != now) {
                return departure;
            }
        }
        return null;
    }
}

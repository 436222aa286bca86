package io.kikkake.engine.scenario;

import io.kikkake.engine.scenario.Step.Arm;
import io.kikkake.engine.scenario.Step.Winner;
import io.kikkake.engine.time.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads splits. */
final class SplitReader {

    private static final int MOST_CUSTOMERS = 1_000_000;

    private SplitReader() {}

    static Optional<Step> read(String id, Place body, BiFunction<Fields, String, Optional<String>> ways) {
        return body.fields().flatMap(fields -> {
            int before = body.problems().count();
            List<Place> items = fields.required("arms").map(Place::items).orElse(List.of());
            var arms = new ArrayList<Arm>();
            for (Place item : items) {
                arm(item, ways).ifPresent(arm -> add(arms, arm, item));
            }
            Optional<Winner> winner = fields.optional("winner").flatMap(SplitReader::winner);
            fields.end();
            int sum = arms.stream().mapToInt(Arm::weight).sum();
            if (body.problems().count() == before && sum != 100) {
                body.problem("The weights add up to " + sum + " percent, not to 100.");
            }
            return body.problems().count() == before
                    ? Optional.of(new Step.Split(id, arms, winner.orElse(null)))
                    : Optional.empty();
        });
    }

    private static void add(List<Arm> arms, Arm arm, Place item) {
        if (arms.stream().anyMatch(other -> other.id().equals(arm.id()))) {
            item.problem("There are two arms with the name \"" + arm.id() + "\".");
        } else {
            arms.add(arm);
        }
    }

    private static Optional<Arm> arm(Place place, BiFunction<Fields, String, Optional<String>> ways) {
        return place.fields().flatMap(fields -> {
            Optional<String> id = fields.required("arm").flatMap(Place::id);
            Optional<Place> named = fields.optional("name");
            Optional<Names> name = named.isEmpty() ? id.map(Names::both) : named.flatMap(NamesReader::read);
            Optional<Integer> weight =
                    fields.required("weight").flatMap(number -> ActionReader.whole(number, 100, "Percent"));
            Optional<String> next = ways.apply(fields, "next");
            fields.end();
            if (id.isEmpty() || name.isEmpty() || weight.isEmpty() || next.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Arm(id.get(), name.get(), weight.get(), next.get()));
        });
    }

    private static Optional<Winner> winner(Place place) {
        return place.fields().flatMap(fields -> {
            Optional<Span> after = fields.required("after").flatMap(TimeReader::span);
            Optional<Integer> min =
                    fields.required("min").flatMap(number -> ActionReader.whole(number, MOST_CUSTOMERS, "Customers"));
            fields.end();
            return after.flatMap(span -> min.map(least -> new Winner(span, least)));
        });
    }
}

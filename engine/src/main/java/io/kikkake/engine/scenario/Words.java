package io.kikkake.engine.scenario;

import io.kikkake.engine.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads fields that are one of a few words. */
final class Words {

    private Words() {}

    static Optional<String> of(Place place, String field, List<String> words) {
        String written = place.value() instanceof Value.Text(var text) ? text : "";
        return words.contains(written)
                ? Optional.of(written)
                : place.problem(
                        "\"" + field + "\" is " + (words.size() == 1 ? "" : "one of ") + String.join(", ", words) + ".",
                        Problems.nearest(written, words).orElse(null));
    }

    static <T> Optional<T> optional(
            Fields fields, String field, List<String> words, T standard, Function<String, T> meaning) {
        Optional<Place> place = fields.optional(field);
        return place.isEmpty()
                ? Optional.of(standard)
                : place.flatMap(written -> of(written, field, words)).map(meaning);
    }
}

package io.kikkake.engine.scenario;

import io.kikkake.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value in the document being read, and where it is. What it should not be is noted and answered with nothing. */
record Place(Value value, String pointer, Problems problems) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    Place field(String name, Value value) {
        return new Place(value, pointer + "/" + name.replace("~", "~0").replace("/", "~1"), problems);
    }

    <T> Optional<T> problem(String message) {
        return problem(message, null);
    }

    <T> Optional<T> problem(String message, @Nullable String suggestion) {
        problems.add(pointer, message, suggestion);
        return Optional.empty();
    }

    Optional<Fields> fields() {
        return value instanceof Value.ObjectOf object
                ? Optional.of(new Fields(this, object))
                : problem("Fields are expected here, such as \"name: value\".");
    }

    Optional<String> text() {
        return value instanceof Value.Text(var text) && !text.isBlank()
                ? Optional.of(text)
                : problem("A text is expected here.");
    }

    /** The name of something within the scenario. */
    Optional<String> id() {
        Optional<String> text = text();
        return text.isEmpty() || ID.matcher(text.get()).matches()
                ? text
                : problem("An id has letters, digits, \"-\" and \"_\" only, and at most 64 of them.");
    }

    List<Place> items() {
        if (!(value instanceof Value.ListOf(var items))) {
            problem("A list is expected here.");
            return List.of();
        }
        var places = new ArrayList<Place>();
        for (int i = 0; i < items.size(); i++) {
            places.add(new Place(items.get(i), pointer + "/" + i, problems));
        }
        if (places.isEmpty()) {
            problem("The list is empty.");
        }
        return places;
    }

    /** The items of a list, or the one thing that stands for a list of one. */
    List<Place> oneOrMore() {
        return value instanceof Value.ListOf ? items() : List.of(this);
    }
}

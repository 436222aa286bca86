package io.kikkake.engine;

import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code {customer.lastName}}, {@code {event.title}} and {@code {steps.ID.code}} into a short text. What is missing is left
 * out; a brace that names none of the three stays as it is.
 */
final class Filling {

    private static final int LONGEST = 2_000;

    private final Value.ObjectOf attributes;
    private final Run run;

    Filling(Value.ObjectOf attributes, Run run) {
        this.attributes = attributes;
        this.run = run;
    }

    String fill(String text) {
        var filled = new StringBuilder();
        int at = 0;
        while (filled.length() < LONGEST) {
            int open = text.indexOf('{', at);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            filled.append(text, at, open);
            String place = text.substring(open + 1, close).strip();
            String value = value(place);
            filled.append(value == null ? text.substring(open, close + 1) : value);
            at = close + 1;
        }
        filled.append(text, at, text.length());
        return filled.substring(0, Math.min(LONGEST, filled.length())).strip();
    }

    private @Nullable String value(String place) {
        int dot = place.indexOf('.');
        String path = dot < 0 ? "" : place.substring(dot + 1);
        return switch (dot < 0 ? "" : place.substring(0, dot)) {
            case "customer" -> words(attributes.at(path));
            case "event" -> words(run.entry().at(path));
            case "steps" -> words(run.outputs().at(path));
            default -> null;
        };
    }

    private static String words(@Nullable Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Bool(var bool) -> String.valueOf(bool);
            // A number of astronomic exponent is not written out.
            case Value.Number(var number) ->
                Math.abs((long) number.scale()) > 40 ? number.toString() : number.toPlainString();
            case null, default -> "";
        };
    }
}

package io.kikkake.engine;

import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the key of a run from a value of its entry event. */
final class Keys {

    /** Longer texts are kept as their fingerprint. */
    private static final int LONGEST = 200;

    private Keys() {}

    /** Nothing where the value is missing, blank, a list or an object: two of those cannot be told apart. */
    static Optional<String> of(@Nullable Value value) {
        return switch (value) {
            case Value.Text(var text) when text.isBlank() -> Optional.empty();
            case Value.Text(var text) -> Optional.of(text.length() <= LONGEST ? text : Ids.fingerprint(text));
            case Value.Number(var number) -> Optional.of(text(number));
            case Value.Bool(var bool) -> Optional.of(Boolean.toString(bool));
            case null, default -> Optional.empty();
        };
    }

    private static String text(BigDecimal number) {
        boolean short_ = number.precision() <= LONGEST && Math.abs((long) number.scale()) <= LONGEST;
        return short_ ? number.toPlainString() : Ids.fingerprint(number.toString());
    }
}

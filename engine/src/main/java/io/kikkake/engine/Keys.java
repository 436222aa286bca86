package io.kikkake.engine;

import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
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
            case Value.Text(var text) -> Optional.of(text.length() <= LONGEST ? storable(text) : Ids.fingerprint(text));
            case Value.Number(var number) -> Optional.of(text(number));
            case Value.Bool(var bool) -> Optional.of(Boolean.toString(bool));
            case null, default -> Optional.empty();
        };
    }

    /** Half a surrogate pair cannot be stored, and a key must be the same after it was. */
    private static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    private static String text(BigDecimal number) {
        boolean isShort = number.precision() <= LONGEST && Math.abs((long) number.scale()) <= LONGEST;
        return isShort ? number.toPlainString() : Ids.fingerprint(number.toString());
    }
}

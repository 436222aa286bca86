package io.kikkake.server.customer;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** By which LINE knows a person, and what is said about it: {@code U} and 32 hexadecimal digits. */
public record LineId(String value, Claim claim) {

    public enum Claim {
        /** It came with an event. */
        USED,
        /** The customer signed in and showed that it is theirs. */
        PROVEN,
        /** Whoever had it has it no more. */
        PARTED
    }

    private static final Pattern ID = Pattern.compile("U[0-9a-f]{32}");

    public static boolean isId(@Nullable String text) {
        return text != null && ID.matcher(text).matches();
    }

    /** Null for what LINE would not call a user. */
    public static @Nullable LineId used(@Nullable Object value) {
        return value instanceof String text && isId(text) ? new LineId(text, Claim.USED) : null;
    }
}

package io.kikkake.engine.scenario;

import io.kikkake.engine.value.Value;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A way to the customer, as far as decisions depend on it.
 *
 * @param id as scenarios name it
 * @param attribute of the customer that holds the address; null where everybody can be reached
 */
public record Channel(String id, @Nullable String attribute) {

    public static final Channel EMAIL = new Channel("email", "email");

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,29}");
    private static final int LONGEST_ADDRESS = 254;

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Where the customer is reached; empty for a channel that needs no address, null where there is none that could work. */
    public @Nullable String address(Value.ObjectOf attributes) {
        if (attribute == null) {
            return "";
        }
        if (!(attributes.fields().get(attribute) instanceof Value.Text(var text)) || !isUsable(text.strip())) {
            return null;
        }
        return text.strip();
    }

    /** Whether a message could arrive there at all; the part that delivers looks more closely. */
    private boolean isUsable(String address) {
        if (address.isEmpty() || address.length() > LONGEST_ADDRESS) {
            return false;
        }
        int at = address.lastIndexOf('@');
        boolean mail = at > 0 && at < address.length() - 1;
        return (mail || !this.equals(EMAIL))
                && address.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
    }

    /** By which an address is remembered: mail servers do not tell cases apart. */
    public static String remembered(String address) {
        return address.toLowerCase(Locale.ROOT);
    }
}

package io.kikkake.liquid;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of items of lists, as filters that take the name of one see them. They follow Ruby's index operator:
 * a text has the texts in it for properties, and even a whole number has its bits.
 */
final class Items {
    private Items() {}

    static boolean hasProperties(@Nullable Object item) {
        return item instanceof Map<?, ?>
                || item instanceof Drop
                || item instanceof String
                || Numbers.isInteger(item)
                || Values.list(item) != null;
    }

    /**
     * The item's property, nil for an item that can have none.
     *
     * @throws RenderFailure when properties of such an item are not had by such a name
     */
    static @Nullable Object property(@Nullable Object item, @Nullable Object name) {
        if (item instanceof Map<?, ?> map) {
            Object value = Properties.entry(map, name);
            return value == Properties.MISSING ? null : value;
        }
        if (item instanceof Drop drop) {
            return drop.get(Printer.text(name));
        }
        if (name == null) {
            return null;
        }
        if (item instanceof String text && name instanceof String wanted) {
            return text.contains(wanted) ? wanted : null;
        }
        if (Numbers.isInteger(item) && Numbers.isInteger(name)) {
            long bit = Numbers.clamped(Numbers.of(name));
            long bits = Numbers.clamped(Numbers.of(item));
            return bit < 0 ? 0L : (bits >> Math.min(bit, 63)) & 1;
        }
        if (item instanceof String text && Numbers.isInteger(name)) {
            long size = text.codePointCount(0, text.length());
            long wanted = Numbers.clamped(Numbers.of(name));
            long at = wanted < 0 ? wanted + size : wanted;
            return at < 0 || at >= size
                    ? null
                    : Character.toString(text.codePointAt(text.offsetByCodePoints(0, (int) at)));
        }
        if (item instanceof String || Numbers.isInteger(item)) {
            throw new RenderFailure("'" + Printer.text(item) + "' has no property '" + Printer.text(name) + "'");
        }
        return null;
    }
}

package io.kikkake.liquid;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a template is parsed.
 *
 * @param maxNesting how deep blocks, partials and brackets may nest in all, 1 to 500; a template that goes deeper is
 *     refused while parsing, a chain of partials that does while rendering
 * @param mode what to do with what Liquid cannot make sense of
 * @param partials the source of a partial by its name, for {@code render} and {@code include}; null when there is none
 *     of that name. Partials named by a literal are asked for while parsing, once, so that their errors show then
 */
public record Options(int maxNesting, Mode mode, Function<String, @Nullable String> partials) {
    /** What to do with what Liquid cannot make sense of. */
    public enum Mode {
        /** Refuse the template: unknown filters, a wrong number of arguments and leftovers in a tag are errors. */
        STRICT,
        /** Overlook what can be: unknown filters and keywords do nothing, leftovers in a tag are dropped. */
        LAX
    }

    private static final Options DEFAULTS = new Options(100, Mode.STRICT, name -> null);

    public Options {
        if (maxNesting < 1 || maxNesting > 500) {
            throw new IllegalArgumentException("maxNesting must be 1 to 500, not " + maxNesting);
        }
    }

    /** 100 levels of nesting, strict, no partials. */
    public static Options defaults() {
        return DEFAULTS;
    }

    /** These options with another limit on nesting, 1 to 500. */
    public Options withMaxNesting(int levels) {
        return new Options(levels, mode, partials);
    }

    /** These options with another mode. */
    public Options withMode(Mode other) {
        return new Options(maxNesting, other, partials);
    }

    /** These options with partials from elsewhere; the function returns null for a name it does not know. */
    public Options withPartials(Function<String, @Nullable String> other) {
        return new Options(maxNesting, mode, other);
    }

    boolean strict() {
        return mode == Mode.STRICT;
    }
}

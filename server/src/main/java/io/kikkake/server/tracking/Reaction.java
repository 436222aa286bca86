package io.kikkake.server.tracking;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signed address was asked for.
 *
 * @param machine why it is no person's doing, as far as the request by itself tells; null if it may be
 * @param proxy through whom a person's picture was loaded
 */
record Reaction(
        Instant at, @Nullable String machine, @Nullable String proxy, String token) {

    private static final String NONE = "-";

    String line() {
        return at.toEpochMilli() + "\t" + word(machine) + "\t" + word(proxy) + "\t" + token + "\n";
    }

    private static String word(@Nullable String word) {
        return word == null ? NONE : word;
    }

    /** Empty where the line is not whole. */
    static Optional<Reaction> read(String line) {
        String[] fields = line.split("\t", -1);
        try {
            return fields.length == 4
                    ? Optional.of(new Reaction(
                            Instant.ofEpochMilli(Long.parseLong(fields[0])),
                            fields[1].equals(NONE) ? null : fields[1],
                            fields[2].equals(NONE) ? null : fields[2],
                            fields[3]))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

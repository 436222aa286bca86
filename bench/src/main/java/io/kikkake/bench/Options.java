package io.kikkake.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** {@code --name value} pairs and {@code --flag}s of a command line; each must be asked for, else it is refused. */
final class Options {
    private final Map<String, String> given = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    /** @throws IllegalArgumentException for anything that is not an option */
    static Options parse(String... arguments) {
        Options options = new Options();
        for (int i = 0; i < arguments.length; i++) {
            if (!arguments[i].startsWith("--")) {
                throw new IllegalArgumentException("Not an option: " + arguments[i]);
            }
            boolean hasValue = i + 1 < arguments.length && !arguments[i + 1].startsWith("--");
            options.given.put(arguments[i].substring(2), hasValue ? arguments[++i] : "");
        }
        return options;
    }

    /** @throws IllegalArgumentException if the value is not a number of at least {@code least} */
    int number(String name, int standard, int least) {
        return text(name)
                .map(value -> {
                    if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least) {
                        throw new IllegalArgumentException(
                                "--" + name + " takes a number from " + least + " up, not '" + value + "'");
                    }
                    return Integer.parseInt(value);
                })
                .orElse(standard);
    }

    Optional<String> text(String name) {
        known.add(name);
        return Optional.ofNullable(given.get(name));
    }

    boolean flag(String name) {
        return text(name).isPresent();
    }

    /** @throws IllegalArgumentException naming the first option nobody asked for */
    void refuseOthers() {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "No option --" + name + " here. There is: --" + String.join(", --", known));
            }
        }
    }
}

package io.kikkake.engine.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects all that is wrong with a document while it is read. */
final class Problems {

    private record Asked(String path, String step) {}

    private final List<Problem> found = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();

    void add(String path, String message, @Nullable String suggestion) {
        found.add(new Problem(path, message, suggestion));
    }

    /** A condition or value looks at what a step brought: {@code ID.PATH}. Which steps there are is known at the end. */
    void asksAbout(Place place, String step) {
        asked.add(new Asked(place.pointer(), step));
    }

    void refuseUnknownSteps(Collection<String> steps) {
        for (Asked each : asked) {
            String[] parts = each.step().split("\\.", 2);
            if (!steps.contains(parts[0])) {
                String rest = parts.length > 1 ? "." + parts[1] : "";
                add(
                        each.path(),
                        "There is no step \"" + parts[0] + "\".",
                        nearest(parts[0], steps).map(near -> near + rest).orElse(null));
            }
        }
    }

    int count() {
        return found.size();
    }

    /** @throws DefinitionInvalid if there are any */
    void refuse() {
        if (!found.isEmpty()) {
            throw new DefinitionInvalid(found);
        }
    }

    /** The candidate that was probably meant: few letters differ, or one begins with the other. */
    static Optional<String> nearest(String written, Collection<String> candidates) {
        if (written.length() > 60) {
            return Optional.empty();
        }
        String word = plain(written);
        return candidates.stream()
                .filter(candidate -> isNear(word, plain(candidate)))
                .min(Comparator.<String>comparingInt(candidate -> distance(word, plain(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    private static boolean isNear(String word, String candidate) {
        int allowed = Math.max(1, Math.min(word.length(), candidate.length()) / 3);
        return distance(word, candidate) <= allowed
                || (word.length() >= 4 && (candidate.startsWith(word) || word.startsWith(candidate)));
    }

    /** Letters to insert, drop or replace, neighbours swapped counting once (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}

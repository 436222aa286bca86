package io.kikkake.server.message;

import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Finds what somebody probably meant. */
final class Closest {

    private Closest() {}

    /** The known word that differs in at most a third of its letters; null if none does. */
    static @Nullable String to(String word, Collection<String> known) {
        return known.stream()
                .filter(one -> distance(word, one) <= Math.max(1, one.length() / 3))
                .min(Comparator.comparingInt(one -> distance(word, one)))
                .orElse(null);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}

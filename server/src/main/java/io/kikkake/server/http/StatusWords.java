package io.kikkake.server.http;

import java.util.List;

/** HTTP statuses as settings name them: {@code 429}, or {@code 5xx} for all from 500 to 599. */
record StatusWords(List<String> words) {

    /** @throws IllegalArgumentException for what is neither */
    StatusWords {
        words = List.copyOf(words);
        for (String word : words) {
            if (!word.strip().matches("[1-5]([0-9]{2}|xx)")) {
                throw new IllegalArgumentException(
                        "\"" + word + "\" is no HTTP status: write 429, or 5xx for all of 500 to 599.");
            }
        }
    }

    boolean has(int status) {
        return words.stream()
                .map(String::strip)
                .anyMatch(word ->
                        word.endsWith("xx") ? word.charAt(0) - '0' == status / 100 : Integer.parseInt(word) == status);
    }
}

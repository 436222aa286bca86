package io.kikkake.server.feedback;

import org.jspecify.annotations.Nullable;

/**
 * What a mail or a provider tells of one recipient.
 *
 * @param cause of what came back; null for all else
 * @param address as told, in lower case where known; null where a report hides it
 * @param original the address as we wrote to it, where a report tells it besides
 * @param status enhanced status code (RFC 3463), empty if none
 * @param reply SMTP reply code, empty if none
 * @param words the diagnosis in the sender's words, or the kind of complaint; at most {@value #MOST_WORDS} characters
 * @param over whether this is the end of it: false while the sending server goes on trying
 */
record Finding(
        Verdict verdict,
        @Nullable Cause cause,
        @Nullable String address,
        @Nullable String original,
        String status,
        String reply,
        String words,
        boolean over) {

    static final int MOST_WORDS = 500;

    Finding {
        words = words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS);
    }

    static Finding of(Verdict verdict, @Nullable String address, String words) {
        return new Finding(verdict, null, address, null, "", "", words, true);
    }

    boolean isHard() {
        return verdict == Verdict.HARD;
    }
}

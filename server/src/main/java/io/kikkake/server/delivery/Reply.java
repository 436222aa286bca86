package io.kikkake.server.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a mail server took a letter. */
sealed interface Reply {

    /** @param words what it said, its number for the letter among it as a rule */
    record Accepted(String words) implements Reply {}

    /** @param code 4xx: later perhaps; 5xx: never */
    record Refused(int code, String words, Stage stage) implements Reply {

        private static final Pattern ENHANCED = Pattern.compile("\\b([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

        /** The server is about to close the connection. */
        boolean closing() {
            return code == 421;
        }

        /** The enhanced status code (RFC 3463) if it gave one. */
        @Nullable
        String enhanced() {
            Matcher found = ENHANCED.matcher(words);
            return found.find() && found.start() <= 4 ? found.group(1) : null;
        }
    }

    /** What was refused. */
    enum Stage {
        SENDER,
        RECIPIENT,
        CONTENT
    }

    /** The connection broke before the letter's end was out: it was not taken. */
    record Cut(String why) implements Reply {}

    /** The connection broke after the letter's end was out: it may have been taken. */
    record Silence(String why) implements Reply {}

    /** There is no connection to be had. @param ours whether the server does not know us: it refused our login */
    record Unreachable(String why, boolean ours) implements Reply {}
}

package io.kikkake.server.delivery;

/** How a mail server took a letter. */
sealed interface Reply {

    record Accepted() implements Reply {}

    /** @param code 4xx: later perhaps; 5xx: never */
    record Refused(int code, String words) implements Reply {
        /** The server is about to close the connection. */
        boolean closing() {
            return code == 421;
        }
    }

    /** The connection broke before the letter's end was out: it was not taken. */
    record Cut(String why) implements Reply {}

    /** The connection broke after the letter's end was out: it may have been taken. */
    record Silence(String why) implements Reply {}

    /** There is no connection to be had. */
    record Unreachable(String why) implements Reply {}
}

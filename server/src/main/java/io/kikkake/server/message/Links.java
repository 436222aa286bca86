package io.kikkake.server.message;

/**
 * Addresses made for one message.
 *
 * @param unsubscribe where its reader stops the topic
 * @param preferences where its reader chooses topics, channels and how often
 */
public record Links(String unsubscribe, String preferences) {

    /** Where there is nothing to choose but to stop. */
    public Links(String unsubscribe) {
        this(unsubscribe, unsubscribe);
    }
}

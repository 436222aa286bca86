package io.kikkake.server.channel;

import org.jspecify.annotations.Nullable;

/**
 * What the other side said to an attempt, for the record.
 *
 * @param server which of several answered
 * @param code the answer's number, such as SMTP's or HTTP's
 * @param enhanced enhanced status code (RFC 3463)
 * @param gone whether it said that there is nobody at this address, and never will be: the address is not written to again
 * @param refusal what it holds against us rather than the recipient; null: nothing
 */
public record Said(
        @Nullable String server,
        @Nullable Integer code,
        @Nullable String enhanced,
        @Nullable String words,
        boolean gone,
        @Nullable Refusal refusal) {

    /**
     * @param fault blocked, policy or content
     * @param sender domain the message is from
     * @param house domain it was to go to
     */
    public record Refusal(String fault, String sender, String house) {}

    public Said(
            @Nullable String server,
            @Nullable Integer code,
            @Nullable String enhanced,
            @Nullable String words,
            boolean gone) {
        this(server, code, enhanced, words, gone, null);
    }
}

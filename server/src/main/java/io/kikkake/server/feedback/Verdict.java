package io.kikkake.server.feedback;

/** What a mail that came in means for one recipient. */
enum Verdict {
    /** The address does not exist, or takes no mail at all: it gets none any more. */
    HARD,
    /** Not this time; the address may be good. */
    SOFT,
    /** The receiving server refuses the sending server for now or altogether: nothing the person can help. */
    BLOCK,
    /** The receiving server refuses this content, sender or way of sending: nothing the person can help. */
    POLICY,
    /** The recipient called the message spam, or asked their provider to stop it. */
    COMPLAINT,
    /** A program answered: out of office, received with thanks. */
    AUTO_REPLY,
    /** A person answered. */
    REPLY,
    /** The message arrived, or was handed on. */
    DELIVERED,
    /** A mail that says nothing of any message. */
    OTHER
}

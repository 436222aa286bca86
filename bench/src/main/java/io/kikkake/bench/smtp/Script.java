package io.kikkake.bench.smtp;

/** How a mail server behaves towards each mail, and what it is told of its own doing; called by the sink's one thread. */
public interface Script {

    /** What becomes of a mail. */
    enum Conduct {
        TAKE,
        /** 421 to the recipient, and the connection is closed. */
        CLOSE,
        /** 451 to the recipient. */
        PUT_OFF,
        /** 550 to the recipient. */
        REFUSE,
        /** No answer to the recipient, until the connection is cut some seconds later. */
        HANG,
        /** The connection is cut when the first line of the mail has come. */
        CUT_IN_MAIL,
        /** The mail is taken, and the connection cut instead of an answer. */
        CUT_BEFORE_ANSWER,
        /** The mail is taken, and the answer comes at one byte a second. */
        SLOW_ANSWER
    }

    /** Takes everything. */
    Script OBEDIENT = recipient -> Conduct.TAKE;

    /** Asked with each RCPT TO. */
    Conduct conduct(String recipient);

    /** The sender was told to go ahead with the mail. */
    default void goAhead(String recipient) {}

    /** The whole answer to the mail is on its way. */
    default void answered(String recipient) {}
}

package io.kikkake.engine;

/** Names of the events that tell what became of messages. They come from the product itself; anybody may post them. */
public final class Feedback {

    /** A message has left. With {@code scenario}, {@code step}, {@code message} and {@code topic}, as all of these. */
    public static final String SENT = "Message Sent";

    public static final String OPENED = "Message Opened";

    public static final String CLICKED = "Message Clicked";

    /** With {@code hard: true} the address, {@code address} or else the customer's, gets no more mail. */
    public static final String BOUNCED = "Message Bounced";

    /** The customer called a message spam: no more mail. */
    public static final String COMPLAINED = "Message Complained";

    /** A message that was decided did not leave and will not: it counts for no cap. */
    public static final String DROPPED = "Message Dropped";

    /** Bounces and complaints until then are forgotten; with {@code address} only what bounced there. */
    public static final String LIFTED = "Suppression Lifted";

    /** The customer answered. With what is known of the message, and {@code subject}. */
    public static final String REPLIED = "Message Replied";

    /** A program answered for the customer: out of office. */
    public static final String AUTO_REPLIED = "Message Auto-Replied";

    /** An address gets no more mail for another reason than what came of messages: {@code reason} by hand, from a file. */
    public static final String SUPPRESSED = "Address Suppressed";

    private Feedback() {}
}

package io.kikkake.server.tracking;

/** What a signed address stands for. */
sealed interface Reference {

    Sending sending();

    /** The picture that is loaded when the mail is shown. */
    record Picture(Sending sending) implements Reference {}

    /**
     * @param number of the link in the mail, from 0
     * @param target where it leads
     */
    record Link(Sending sending, int number, Marked target) implements Reference {}

    /** A link nobody sees: who follows it is a program. */
    record Trap(Sending sending) implements Reference {}

    /** A visit to the shop that a click brought; only id, customer and time are known of the message. */
    record Visit(Sending sending) implements Reference {}
}

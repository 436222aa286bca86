package io.kikkake.server.channel;

/** Nothing can be made of a message that could be sent; the text says why and what to do. */
public final class Unsendable extends RuntimeException {

    public Unsendable(String why) {
        super(why);
    }
}

package io.kikkake.server.channel;

import org.jspecify.annotations.Nullable;

/** A message ready to go, to one customer. */
public interface Parcel {

    /** Where it goes, for people to read. */
    String address();

    /** What it is about in one line, for people to read; a mail's subject. */
    String title();

    /**
     * Hands it over. Never throws, and never says {@link Answer.NotNow} or {@link Answer.Down} of a message that may have been
     * taken.
     */
    Answer send();

    /** What the other side said when it was sent; null before, and where a channel keeps no record of it. */
    default @Nullable Said said() {
        return null;
    }
}

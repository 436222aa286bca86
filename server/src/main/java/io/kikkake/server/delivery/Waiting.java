package io.kikkake.server.delivery;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Claimed messages that no connection has yet. Newsletters let all others pass, and only so many of them are sent at once. */
final class Waiting<T> {

    private final ArrayDeque<T> first = new ArrayDeque<>();
    private final ArrayDeque<T> newsletters = new ArrayDeque<>();
    private int newslettersUnderWay;

    synchronized void add(T one, boolean newsletter) {
        (newsletter ? newsletters : first).add(one);
    }

    /**
     * What is to be sent next; {@link #ended} follows.
     *
     * @param share how many newsletters may be under way at once
     */
    synchronized @Nullable T next(int share) {
        if (!first.isEmpty() || newsletters.isEmpty() || newslettersUnderWay >= share) {
            return first.poll();
        }
        newslettersUnderWay++;
        return newsletters.poll();
    }

    synchronized boolean hasNext(int share) {
        return !first.isEmpty() || (!newsletters.isEmpty() && newslettersUnderWay < share);
    }

    synchronized void ended(boolean newsletter) {
        newslettersUnderWay -= newsletter ? 1 : 0;
    }
}

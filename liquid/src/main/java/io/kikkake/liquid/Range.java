package io.kikkake.liquid;

import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The whole numbers from first to last, none of them stored. */
final class Range extends AbstractList<Object> implements RandomAccess {
    private final long first;
    private final long last;
    private final int size;

    Range(long first, long last) {
        this.first = first;
        this.last = last;
        // The bound on work ends a loop long before it would notice that a longer range is cut off here.
        long span = last - first;
        boolean overflow = last >= first && span < 0;
        this.size = last < first ? 0 : overflow || span >= Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) span + 1;
    }

    @Override
    public Object get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return first + index;
    }

    @Override
    public int size() {
        return size;
    }

    boolean includes(long number) {
        return first <= number && number <= last;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Range range && range.first == first && range.last == last;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first) * 31 + Long.hashCode(last);
    }

    @Override
    public String toString() {
        return first + ".." + last;
    }
}

package io.kikkake.server.delivery;

import io.kikkake.server.channel.Answer;
import io.kikkake.server.channel.Parcel;
import io.kikkake.server.channel.Said;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A mail with large files. It is written only when it leaves, and waits while others like it take up the memory: all connections at
 * once, each with files of 7 MB, would need more than the server has.
 */
final class Heavy implements Parcel {

    /** Characters of files below which a mail is like any other. */
    static final long FROM = 300_000;

    private static final Duration WAIT = Duration.ofSeconds(1);

    /** A letter is there as it was written, signed, and on its way. */
    private static final int COPIES = 3;

    private final Parcel light;
    private final long size;
    private final Room room;
    private final Supplier<Parcel> whole;
    private @Nullable Said said;

    /** @param light the same mail without its files, which is known to be sound */
    Heavy(Parcel light, long size, Room room, Supplier<Parcel> whole) {
        this.light = light;
        this.size = size;
        this.room = room;
        this.whole = whole;
    }

    @Override
    public String address() {
        return light.address();
    }

    @Override
    public String title() {
        return light.title();
    }

    @Override
    public @Nullable Said said() {
        return said;
    }

    @Override
    public Answer send() {
        if (!room.enter(size * COPIES)) {
            return new Answer.Wait(WAIT);
        }
        try {
            Parcel parcel = whole.get();
            Answer answer = parcel.send();
            said = parcel.said();
            return answer;
        } finally {
            room.leave(size * COPIES);
        }
    }

    /** How much may be under way at once; one always may. */
    static final class Room {

        private final long capacity;
        private long taken;

        /** @param capacity in bytes */
        Room(long capacity) {
            this.capacity = capacity;
        }

        synchronized boolean enter(long size) {
            if (taken > 0 && taken + size > capacity) {
                return false;
            }
            taken += size;
            return true;
        }

        synchronized void leave(long size) {
            taken -= size;
        }
    }
}

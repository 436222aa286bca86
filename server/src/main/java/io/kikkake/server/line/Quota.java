package io.kikkake.server.line;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How many messages of this month's are left, asked at most once a minute. */
final class Quota {

    static final Duration FRESH = Duration.ofSeconds(60);

    /** @param limit null: there is none */
    record Reading(@Nullable Long limit, long used, Instant at) {

        boolean isUsedUp() {
            return limit != null && used >= limit;
        }

        @Nullable
        Long left() {
            return limit == null ? null : Math.max(0, limit - used);
        }
    }

    private final Supplier<Optional<Reading>> line;
    private final Clock clock;
    private volatile @Nullable Reading last;
    private @Nullable Instant asked;

    /** @param line asks LINE; empty where it does not answer */
    Quota(Supplier<Optional<Reading>> line, Clock clock) {
        this.line = line;
        this.clock = clock;
    }

    /** Whether it is known without asking that nothing is left. */
    boolean isKnownUsedUp() {
        Reading reading = last;
        return reading != null && isFresh(reading.at()) && reading.isUsedUp();
    }

    /** Whether nothing is left. */
    boolean isUsedUp() {
        return read().filter(Reading::isUsedUp).isPresent();
    }

    /** Not older than a minute; empty where LINE does not say. */
    synchronized Optional<Reading> read() {
        Instant before = asked;
        if (before == null || !isFresh(before)) {
            asked = clock.instant();
            last = line.get().orElse(null);
        }
        return Optional.ofNullable(last);
    }

    private boolean isFresh(Instant then) {
        Duration age = Duration.between(then, clock.instant());
        return !age.isNegative() && age.compareTo(FRESH) < 0;
    }
}

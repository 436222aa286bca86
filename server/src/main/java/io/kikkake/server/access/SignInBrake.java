package io.kikkake.server.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Slows down who guesses passwords: from the fifth wrong one of an address for an account on, each doubles the pause
 * before the next may be tried, up to a quarter of an hour.
 */
@Component
class SignInBrake {

    private static final int FREE_FAILURES = 5;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int REMEMBERED = 10_000;

    private record Attempts(int failures, Instant next) {}

    private final Clock clock;

    private final Map<String, Attempts> attempts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > REMEMBERED;
        }
    };

    SignInBrake(Clock clock) {
        this.clock = clock;
    }

    /** How long to wait before the next attempt is looked at; zero if it may come now. */
    synchronized Duration pause(String address, String email) {
        Attempts before = attempts.get(key(address, email));
        Duration left = before == null ? Duration.ZERO : Duration.between(clock.instant(), before.next());
        return left.isNegative() ? Duration.ZERO : left;
    }

    synchronized void failed(String address, String email) {
        Attempts before = attempts.get(key(address, email));
        int failures = before == null ? 1 : before.failures() + 1;
        attempts.put(key(address, email), new Attempts(failures, clock.instant().plus(pauseAfter(failures))));
    }

    synchronized void succeeded(String address, String email) {
        attempts.remove(key(address, email));
    }

    private static Duration pauseAfter(int failures) {
        if (failures < FREE_FAILURES) {
            return Duration.ZERO;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(failures - FREE_FAILURES, 20));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }

    private static String key(String address, String email) {
        return address + " " + email.strip().toLowerCase(java.util.Locale.ROOT);
    }
}

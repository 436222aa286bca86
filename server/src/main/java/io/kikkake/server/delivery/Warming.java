package io.kikkake.server.delivery;

import io.kikkake.server.platform.Settings.WarmUp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a new sender becomes known to one house: so many messages on the first day, more on each that follows. What is taken of a day is
 * written down beforehand, a few at a time, so that a restart never sends a day's amount twice. Not for several threads.
 */
final class Warming {

    private static final Duration GAP = Duration.ofSeconds(1);

    /** Keeps what was taken. */
    interface Book {

        /** @return how many of those wanted are still left of the day's amount; written down when this returns */
        int take(String domain, LocalDate day, int wanted, int amount);

        int taken(String domain, LocalDate day);
    }

    private final LocalDate from;
    private final List<Integer> perDay;
    private final Book book;
    /** How many wait for a day. */
    private final Map<LocalDate, Integer> expected = new HashMap<>();

    private LocalDate day = LocalDate.MIN;
    private int left;
    private int unannounced;
    private boolean usedUp;

    /** @throws IllegalArgumentException where the plan cannot be understood */
    Warming(WarmUp plan, Book book) {
        try {
            this.from = LocalDate.parse(plan.from());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "smtp: domains: warm-up: from is \"" + plan.from() + "\"; write a day as 2026-12-01.", e);
        }
        this.perDay = List.copyOf(plan.perDay());
        this.book = book;
    }

    /** How many may go on the day; empty: any number. */
    Optional<Integer> amount(LocalDate today) {
        long since = ChronoUnit.DAYS.between(from, today);
        return since < 0 || since >= perDay.size() ? Optional.empty() : Optional.of(perDay.get((int) since));
    }

    int taken(String domain, LocalDate today) {
        return book.taken(domain, today) - (today.equals(day) ? left : 0);
    }

    /** How long a message has to wait for its day; empty: it goes today, and is counted. */
    Optional<Duration> wait(String domain, LocalDate today, boolean awaited) {
        Optional<Integer> amount = amount(today);
        if (amount.isEmpty()) {
            return Optional.empty();
        }
        if (!today.equals(day)) {
            begin(today);
        }
        boolean places = awaited || unannounced < amount.get() - expected.getOrDefault(today, 0);
        if (!places || !take(domain, today, amount.get())) {
            return Optional.of(later(today));
        }
        unannounced += awaited ? 0 : 1;
        return Optional.empty();
    }

    private void begin(LocalDate today) {
        expected.keySet().removeIf(past -> past.isBefore(today));
        day = today;
        left = 0;
        unannounced = 0;
        usedUp = false;
    }

    private boolean take(String domain, LocalDate today, int amount) {
        if (left == 0 && !usedUp) {
            // At most a twentieth of the day is lost with a crash.
            left = book.take(domain, today, Math.max(1, amount / 20), amount);
            usedUp = left == 0;
        }
        left -= left > 0 ? 1 : 0;
        return !usedUp;
    }

    /** The same time of the first day that has a place: the hour was chosen for the customer's sake. */
    private Duration later(LocalDate today) {
        LocalDate next = today.plusDays(1);
        while (amount(next).isPresent()
                && expected.getOrDefault(next, 0) >= amount(next).get()) {
            next = next.plusDays(1);
        }
        int before = expected.merge(next, 1, Integer::sum) - 1;
        return Duration.ofDays(ChronoUnit.DAYS.between(today, next)).plus(GAP.multipliedBy(before));
    }
}

package io.kikkake.engine.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** From wall clocks to instants. A time the clocks skip moves forward by the gap; one they show twice is the first. */
public final class LocalMoment {

    private LocalMoment() {}

    public static Instant first(LocalDateTime local, ZoneId zone) {
        return ZonedDateTime.ofLocal(local, zone, null).toInstant();
    }

    /** The first time clocks show the time of day, not before the given moment. */
    public static Instant atOrAfter(Instant since, LocalTime time, ZoneId zone) {
        LocalDate date = LocalDate.ofInstant(since, zone);
        Instant today = first(date.atTime(time), zone);
        return today.isBefore(since) ? first(date.plusDays(1).atTime(time), zone) : today;
    }
}

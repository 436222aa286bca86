package io.kikkake.engine;

import io.kikkake.engine.scenario.Trigger;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.time.Anniversaries;
import io.kikkake.engine.time.Anniversaries.Occurrence;
import io.kikkake.engine.time.LocalMoment;
import io.kikkake.engine.value.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts runs on days that an attribute names: a timer per customer, set when the attribute is. */
final class Dates {

    /** Clocks on Earth differ by up to 26 hours. */
    private static final Duration A_DAY_ANYWHERE = Duration.ofHours(26);

    private final Draft draft;
    private final Plan plan;
    private final Trigger.OnDate trigger;
    private final String name;

    Dates(Draft draft, Plan plan, Trigger.OnDate trigger) {
        this.draft = draft;
        this.plan = plan;
        this.trigger = trigger;
        this.name = CustomerTimers.DATE + plan.scenario().id();
    }

    /** Sets timers anew where the day or the customer's clocks are others than before. */
    static void compare(Draft draft, CustomerState before) {
        if (draft.state.attributes().equals(before.attributes())) {
            return;
        }
        boolean moved = !same(before, draft.state, "timezone");
        for (Plan plan : draft.active.lookingBack()) {
            if (plan.scenario().trigger() instanceof Trigger.OnDate date) {
                boolean changed = !same(before, draft.state, date.attribute());
                if (changed || moved) {
                    new Dates(draft, plan, date).set(changed);
                }
            }
        }
    }

    private static boolean same(CustomerState before, CustomerState after, String path) {
        Value was = before.attributes().at(path);
        Value is = after.attributes().at(path);
        return was == null ? is == null : was.equals(is);
    }

    /** @param said whether somebody said another day just now */
    void set(boolean said) {
        if (said && trigger.settled() > 0) {
            Moments.note(draft, editedName(), draft.now);
        }
        Optional<Anniversaries> known = known();
        if (known.isEmpty()) {
            CustomerTimers.set(draft, name, null);
            if (said && isThere(draft.state.attributes().at(trigger.attribute()))) {
                ignore(Cause.named(name, Value.ObjectOf.EMPTY, draft.now), Reason.NO_DATE);
            }
            return;
        }
        known.get()
                .upTo(draft.now)
                .filter(occurrence -> !isHandled(occurrence))
                .ifPresent(occurrence -> over(occurrence, said));
        arm(known.get(), draft.now);
    }

    /** Its moment was over before anybody could know, or before the customer's clocks moved on. */
    private void over(Occurrence occurrence, boolean said) {
        boolean sameDay = isSameDay(occurrence.moment());
        if (isWithinGrace(occurrence) || (!said && sameDay && isExpected(occurrence))) {
            enter(occurrence);
        } else if (said && (sameDay || !trigger.yearly())) {
            // Of a birthday months ago there is nothing to tell.
            handled(occurrence);
            ignore(cause(occurrence), Reason.DATE_MISSED);
        }
    }

    private boolean isExpected(Occurrence occurrence) {
        Instant timer = CustomerTimers.of(draft, name);
        return timer != null
                && Duration.between(occurrence.moment(), timer).abs().compareTo(A_DAY_ANYWHERE) < 0;
    }

    private boolean isWithinGrace(Occurrence occurrence) {
        return trigger.grace() != null
                && !trigger.grace().after(occurrence.moment(), draft.zone()).isBefore(draft.now);
    }

    private static boolean isThere(@Nullable Value value) {
        return value != null
                && !(value instanceof Value.Null)
                && !(value instanceof Value.Text(var text) && text.isBlank());
    }

    /** The timer is due: the run starts, unless it is so late that the day is over. */
    void due(Instant due) {
        Optional<Anniversaries> known = known();
        if (known.isEmpty()) {
            return;
        }
        known.get()
                .upTo(due)
                .filter(occurrence -> occurrence.moment().equals(due) && !isHandled(occurrence))
                .ifPresent(occurrence -> {
                    if (isSameDay(occurrence.moment()) || isWithinGrace(occurrence)) {
                        enter(occurrence);
                    } else {
                        handled(occurrence);
                        ignore(cause(occurrence), Reason.DATE_MISSED);
                    }
                });
        arm(known.get(), draft.now.isAfter(due) ? draft.now : due);
    }

    private void arm(Anniversaries known, Instant after) {
        CustomerTimers.set(
                draft, name, known.after(after).map(Occurrence::moment).orElse(null));
    }

    private void enter(Occurrence occurrence) {
        handled(occurrence);
        Instant edited = Moments.of(draft, editedName());
        if (trigger.settled() > 0 && edited != null && draft.now.isBefore(settledFrom(edited))) {
            ignore(cause(occurrence), Reason.EDITED_LATELY);
        } else {
            Entry.enter(draft, plan, cause(occurrence));
        }
    }

    private Instant settledFrom(Instant edited) {
        LocalDate day = LocalDate.ofInstant(edited, draft.zone()).plusDays(trigger.settled());
        return LocalMoment.first(day.atStartOfDay(), draft.zone());
    }

    /** By day: the same day on other clocks is no other day. */
    private boolean isHandled(Occurrence occurrence) {
        Instant handled = Moments.of(draft, name);
        return handled != null && !start(occurrence).isAfter(handled);
    }

    private void handled(Occurrence occurrence) {
        Moments.note(draft, name, start(occurrence));
    }

    private static Instant start(Occurrence occurrence) {
        return occurrence.day().atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private void ignore(Cause cause, Reason reason) {
        Entry.ignore(draft, plan, cause, reason);
    }

    private Cause cause(Occurrence occurrence) {
        var properties = new LinkedHashMap<String, Value>();
        properties.put("attribute", Value.of(trigger.attribute()));
        properties.put("date", Value.of(occurrence.day().toString()));
        properties.put("years", Value.of(occurrence.years()));
        return Cause.named(name + "@" + occurrence.day(), new Value.ObjectOf(properties), occurrence.moment());
    }

    private boolean isSameDay(Instant moment) {
        ZoneId zone = draft.zone();
        return LocalDate.ofInstant(moment, zone).equals(LocalDate.ofInstant(draft.now, zone));
    }

    private String editedName() {
        return "edited:" + plan.scenario().id();
    }

    private Optional<Anniversaries> known() {
        return day(draft.state.attributes().at(trigger.attribute()))
                .flatMap(day -> Anniversaries.of(day, trigger.yearly(), trigger.offset(), trigger.at(), draft.zone()));
    }

    /** A day as 2026-05-01 or 2026/05/01, or a moment with its offset, which is a day on the customer's clocks. */
    private Optional<LocalDate> day(@Nullable Value value) {
        if (!(value instanceof Value.Text(var written)) || written.length() < 10 || written.length() > 40) {
            return Optional.empty();
        }
        String text = written.strip();
        try {
            if (text.length() > 10 && text.charAt(10) == 'T') {
                boolean zoned = text.endsWith("Z") || text.indexOf('+', 10) > 0 || text.indexOf('-', 10) > 0;
                return Optional.of(
                        zoned
                                ? LocalDate.ofInstant(OffsetDateTime.parse(text).toInstant(), draft.zone())
                                : LocalDate.parse(text.substring(0, 10)));
            }
            return Optional.of(LocalDate.parse(text.replace('/', '-')));
        } catch (DateTimeException e) {
            // Told by anybody; a day that is none starts nothing, and the timeline says so.
            return Optional.empty();
        }
    }
}

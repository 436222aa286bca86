package io.kikkake.server.delivery;

import io.kikkake.server.platform.Settings.MailDomain;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recipients' domains we send to, each with its own pace. */
final class Houses {

    private static final int MOST = 10_000;
    private static final int SHOWN = 100;
    private static final String ANY = "*";

    private final Map<String, MailDomain> plans = new HashMap<>();
    private final Map<String, House> known = new HashMap<>();
    private final Warming.Book book;
    private final ZoneId zone;

    /** @param zone in which a warm-up's days begin and end */
    Houses(List<MailDomain> plans, Warming.Book book, ZoneId zone) {
        plans.forEach(plan -> this.plans.put(plan.domain().toLowerCase(Locale.ROOT), plan));
        this.book = book;
        this.zone = zone;
        // What cannot be understood is said at the start, not with the first message.
        plans.forEach(this::warming);
    }

    synchronized House of(String domain, Instant now) {
        if (known.size() > MOST) {
            known.values().removeIf(house -> house.isIdle(now));
        }
        return known.computeIfAbsent(domain.toLowerCase(Locale.ROOT), this::house);
    }

    private House house(String domain) {
        MailDomain plan = plans.getOrDefault(domain, plans.getOrDefault(ANY, new MailDomain(domain, 0, 0, null)));
        return new House(domain, plan, warming(plan));
    }

    private @Nullable Warming warming(MailDomain plan) {
        return plan.warmUp() == null ? null : new Warming(plan.warmUp(), book);
    }

    LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, zone);
    }

    /** Those that something holds back or that have a plan of their own, the others being of no interest. */
    synchronized List<House.View> views(Instant now) {
        LocalDate today = day(now);
        return known.entrySet().stream()
                .filter(one ->
                        plans.containsKey(one.getKey()) || !one.getValue().isIdle(now))
                .map(one -> one.getValue().view(today, now))
                .sorted(Comparator.comparing(House.View::domain))
                .limit(SHOWN)
                .toList();
    }
}

package io.kikkake.server.runner;

import io.kikkake.server.platform.ClockMoved;
import io.kikkake.server.platform.Paced;
import io.kikkake.server.scenario.ScenarioVersion;
import io.kikkake.server.scenario.Scenarios;
import io.kikkake.server.scenario.Scenarios.VersionOf;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks once an hour which old versions nobody is in any more, so that what they asked of customers' pasts is forgotten. Looking
 * means going through a scenario's runs, which is too much for every run that ends.
 */
@Component
class OldVersions {

    private static final Logger log = LoggerFactory.getLogger(OldVersions.class);

    /** Also how long a version is left alone after it was replaced: somebody may just be entering it. */
    static final Duration EVERY = Duration.ofHours(1);

    private static final Duration IDLE_AT_MOST = Duration.ofMinutes(1);

    private final Scenarios scenarios;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final Semaphore work = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "old-versions");
    private volatile boolean stopped;

    OldVersions(Scenarios scenarios, JdbcClient jdbc, Clock clock) {
        this.scenarios = scenarios;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Before the shards start, which would else make tallies that nobody asks for. */
    @EventListener(ApplicationReadyEvent.class)
    @Order(0)
    void start() {
        look();
        thread.start();
    }

    @EventListener(ClockMoved.class)
    void wake() {
        work.release();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopped = true;
        wake();
        thread.join(TimeUnit.SECONDS.toMillis(15));
    }

    private void run() {
        Instant next = clock.instant().plus(EVERY);
        while (!stopped) {
            work.drainPermits();
            if (!clock.instant().isBefore(next)) {
                next = clock.instant().plus(EVERY);
                look();
            }
            pause(Paced.realTimeUntil(clock, next));
        }
    }

    private void look() {
        try {
            Instant now = clock.instant();
            Set<VersionOf> unused = scenarios.old().stream()
                    .filter(version -> isReplaced(version, now) && isEmpty(version))
                    .map(version -> new VersionOf(version.id(), version.version()))
                    .collect(Collectors.toSet());
            // One that somebody is in all the same, such as after a merge, is in use again, and its tallies are made
            // anew.
            scenarios.markUnused(unused);
        } catch (RuntimeException e) {
            log.error("Whether old versions of scenarios are still used could not be found out; trying again", e);
        }
    }

    private boolean isReplaced(ScenarioVersion version, Instant now) {
        Optional<ScenarioVersion> newest = scenarios.newest(version.id());
        return newest.isPresent() && !newest.get().publishedAt().plus(EVERY).isAfter(now);
    }

    private boolean isEmpty(ScenarioVersion version) {
        return !jdbc.sql("select exists (select from run where scenario = ? and version = ?)")
                .params(version.id(), version.version())
                .query(Boolean.class)
                .single();
    }

    private void pause(Duration until) {
        Duration atMost = until.compareTo(IDLE_AT_MOST) < 0 ? until : IDLE_AT_MOST;
        try {
            boolean ignored = work.tryAcquire(atMost.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }
}

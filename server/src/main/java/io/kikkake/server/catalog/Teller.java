package io.kikkake.server.catalog;

import io.kikkake.engine.scenario.Trigger.News;
import io.kikkake.server.ingest.Kind;
import io.kikkake.server.ingest.OwnEntries;
import io.kikkake.server.ingest.OwnEntries.OwnEntry;
import io.kikkake.server.platform.ClockMoved;
import io.kikkake.server.platform.Paced;
import io.kikkake.server.platform.WritingAgain;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes an event of what is new for each customer who is interested, in the order of their requests. The ids of the events are
 * derived, so that a lot that is told again after a crash is told once.
 */
@Component
class Teller {

    private static final Logger log = LoggerFactory.getLogger(Teller.class);
    private static final Duration IDLE_AT_MOST = Duration.ofSeconds(5);

    /** What customers have to buy before the next lot is told. */
    private static final Duration BETWEEN_LOTS = Duration.ofHours(1);

    private static final int AT_ONCE = 500;

    private record Telling(
            long id, String event, String product, String[] subjects, String data, boolean asked, long after) {}

    private record Listener(long id, long customer) {}

    private final JdbcClient jdbc;
    private final Catalog catalog;
    private final Interests interests;
    private final OwnEntries entries;
    private final Clock clock;
    private final Semaphore work = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "catalog-teller");
    private volatile boolean stopped;

    Teller(JdbcClient jdbc, Catalog catalog, Interests interests, OwnEntries entries, Clock clock) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.interests = interests;
        this.entries = entries;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        interests.look();
        thread.start();
    }

    @EventListener(WritingAgain.class)
    void lookAgain() {
        interests.look();
        wake();
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
        while (!stopped) {
            work.drainPermits();
            try {
                Optional<Telling> due = due();
                if (due.isPresent()) {
                    tell(due.get());
                    continue;
                }
            } catch (RuntimeException e) {
                log.error("News of the catalog could not be told; trying again", e);
            }
            pause();
        }
    }

    private void pause() {
        try {
            boolean ignored =
                    work.tryAcquire(Math.min(idle().toMillis(), IDLE_AT_MOST.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    /** In real time, until the next is due. */
    private Duration idle() {
        try {
            return jdbc.sql("select min(due) from telling")
                    .query(OffsetDateTime.class)
                    .optional()
                    .map(next -> Paced.realTimeUntil(clock, next.toInstant()).plusMillis(1))
                    .orElse(IDLE_AT_MOST);
        } catch (RuntimeException e) {
            log.warn("When the next news of the catalog is due is not known just now: {}", e.getMessage());
            return IDLE_AT_MOST;
        }
    }

    private Optional<Telling> due() {
        return jdbc.sql("select id, event, product, subjects, data::text, asked, after from telling where due <= ?"
                        + " order by due, id limit 1")
                .param(now(Duration.ZERO))
                .query((row, number) -> new Telling(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        (String[]) row.getArray(4).getArray(),
                        row.getString(5),
                        row.getBoolean(6),
                        row.getLong(7)))
                .optional();
    }

    private void tell(Telling telling) {
        boolean restock = telling.event().equals(new News.Restock(1).event());
        int most = restock ? lot(telling.product()) : AT_ONCE;
        List<Listener> listeners = most == 0 ? List.of() : listeners(telling, most);
        if (!listeners.isEmpty()) {
            entries.add(listeners.stream()
                    .map(listener -> new OwnEntry(
                            listener.customer(),
                            Kind.TRACK,
                            telling.event(),
                            "catalog:" + telling.id() + ":" + listener.customer(),
                            telling.data()))
                    .toList());
        }
        if (restock) {
            // A request is for one notice.
            jdbc.sql("update interest set asked = false where id = any (?)")
                    .param(listeners.stream().map(Listener::id).toArray(Long[]::new))
                    .update();
        }
        boolean over = listeners.size() < most || most == 0;
        jdbc.sql(
                        "update telling set after = ?, due = case when due is null then null else ?::timestamptz end where id = ?")
                .param(
                        listeners.isEmpty()
                                ? telling.after()
                                : listeners.getLast().id())
                .param(over ? null : now(restock ? BETWEEN_LOTS : Duration.ZERO))
                .param(telling.id())
                .update();
    }

    /** How many are told next: so many for each piece that is there now. */
    private int lot(String product) {
        long stock = jdbc.sql("select coalesce(stock, 0) from product where id = ?")
                .param(product)
                .query(Long.class)
                .optional()
                .orElse(0L);
        return (int) Math.min(AT_ONCE, Math.max(0, stock) * catalog.lot().orElse(0));
    }

    private List<Listener> listeners(Telling telling, int most) {
        return jdbc.sql(
                        "select min(id), customer_id from interest where subject = any (?) and id > ? and (asked or not ?)"
                                + " group by customer_id order by 1 limit ?")
                .params(telling.subjects(), telling.after(), telling.asked(), most)
                .query((row, number) -> new Listener(row.getLong(1), row.getLong(2)))
                .list();
    }

    private OffsetDateTime now(Duration plus) {
        return clock.instant().plus(plus).atOffset(ZoneOffset.UTC);
    }
}

package io.kikkake.server.runner;

import io.kikkake.engine.condition.Condition;
import io.kikkake.server.customer.CustomerStore;
import io.kikkake.server.ingest.Shards;
import io.kikkake.server.segment.Population;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Who may be meant by an occurrence of a schedule: those of whom the database says that they match. The engine still decides
 * about each. The database is asked beside the shard's thread, so that fresh events do not wait for the answer, and for many at
 * once, because what it has to look through is about the same for ten and for ten thousand.
 */
@Component
class Candidates {

    /** Customers the database names at once. */
    static final int PAGE = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Candidates.class);

    /** Those of a shard are known now. */
    record Found(int shard) {}

    /**
     * @param after the customer the page begins after
     * @param ids null while the database is being asked
     * @param everybody the database cannot tell: the engine is asked about all there are
     */
    private record Page(long batch, long after, @Nullable List<Long> ids, boolean everybody) {

        boolean isLast(int page) {
            return ids != null && ids.size() < page;
        }

        /** Whether it knows who comes after the customer. */
        boolean covers(long batch, long after, int page) {
            boolean begun = this.batch == batch && this.after <= after;
            return begun && (ids == null || everybody || isLast(page) || after < ids.getLast());
        }
    }

    private final Population population;
    private final CustomerStore customers;
    private final ApplicationEventPublisher events;
    private final int size;
    private final AtomicReferenceArray<@Nullable Page> pages = new AtomicReferenceArray<>(Shards.COUNT);
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();

    @org.springframework.beans.factory.annotation.Autowired
    Candidates(Population population, CustomerStore customers, ApplicationEventPublisher events) {
        this(population, customers, events, PAGE);
    }

    Candidates(Population population, CustomerStore customers, ApplicationEventPublisher events, int size) {
        this.population = population;
        this.customers = customers;
        this.events = events;
        this.size = size;
    }

    /**
     * The next of a shard's candidates.
     *
     * @param after the last customer that was dealt with
     * @return empty while the database is being asked; {@link Found} tells when to come again
     */
    Optional<CustomerStore.Some> next(
            Connection transaction, int shard, long batch, Condition segment, long after, int limit)
            throws SQLException {
        Page page = pages.get(shard);
        if (page == null || !page.covers(batch, after, size)) {
            ask(shard, batch, segment, after);
            return Optional.empty();
        }
        if (page.ids() == null) {
            return Optional.empty();
        }
        if (page.everybody()) {
            return Optional.of(customers.after(transaction, shard, Shards.COUNT, after, List.of(), limit));
        }
        List<Long> ids =
                page.ids().stream().filter(id -> id > after).limit(limit).toList();
        return Optional.of(new CustomerStore.Some(ids, ids.isEmpty() ? -1 : ids.getLast()));
    }

    private void ask(int shard, long batch, Condition segment, long after) {
        pages.set(shard, new Page(batch, after, null, false));
        asking.execute(() -> {
            pages.set(shard, answer(shard, batch, segment, after));
            events.publishEvent(new Found(shard));
        });
    }

    private Page answer(int shard, long batch, Condition segment, long after) {
        try {
            return new Page(batch, after, population.members(segment, shard, Shards.COUNT, after, size), false);
        } catch (RuntimeException e) {
            // Slower, and the same people: nobody misses a newsletter because a question is too much for the database.
            log.warn("Who is meant by a schedule is asked of each customer, because: {}", e.getMessage());
            return new Page(batch, after, List.of(), true);
        }
    }

    @PreDestroy
    void stop() {
        asking.shutdownNow();
    }
}

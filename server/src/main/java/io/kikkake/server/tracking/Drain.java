package io.kikkake.server.tracking;

import io.kikkake.server.customer.Learned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Brings what was noticed from the spool into the event log, once its neighbours are there to judge it by. Whatever fails is
 * done again, and ids derived from the reaction keep it single. Files go when everything in them is in the log. For one thread.
 */
final class Drain {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final int MOST_AT_ONCE = 500;
    private static final int MOST_IN_MEMORY = 20_000;

    /** A clock that was set back must not keep anything waiting. */
    private static final Duration FROM_THE_FUTURE = Duration.ofMinutes(1);

    /** A file being emptied. */
    private static final class Source {
        private final Path file;
        private int left;

        private Source(Path file, int left) {
            this.file = file;
            this.left = left;
        }
    }

    private record Waiting(Noticed noticed, Source source) {}

    private final Spool spool;
    private final Tokens tokens;
    private final Reactions reactions;
    private final ApplicationEventPublisher publisher;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    /** By message: those waiting and those that went lately. */
    private final Map<String, List<Noticed>> lately = new HashMap<>();

    private final ArrayDeque<Noticed> gone = new ArrayDeque<>();
    private @Nullable Path unread;

    Drain(Spool spool, Tokens tokens, Reactions reactions, ApplicationEventPublisher publisher) {
        this.spool = spool;
        this.tokens = tokens;
        this.reactions = reactions;
        this.publisher = publisher;
    }

    boolean isIdle() {
        return waiting.isEmpty();
    }

    /**
     * Brings on what is due, some hundreds at most.
     *
     * @return whether there is more to do at once
     */
    boolean turn(Instant now) throws IOException, SQLException {
        read();
        forget(now);
        var due = new ArrayList<Waiting>();
        for (Waiting one : waiting) {
            if (due.size() == MOST_AT_ONCE || !isDue(one.noticed(), now)) {
                break;
            }
            due.add(one);
        }
        if (due.isEmpty()) {
            return false;
        }
        List<Found> found = judge(due);
        if (!found.isEmpty()) {
            publisher.publishEvent(new Learned(found.stream().map(Found::fact).toList()));
            reactions.store(found);
        }
        for (Waiting one : due) {
            waiting.removeFirst();
            gone.add(one.noticed());
            if (--one.source().left == 0) {
                Files.deleteIfExists(one.source().file);
            }
        }
        return due.size() == MOST_AT_ONCE;
    }

    private static boolean isDue(Noticed one, Instant now) {
        return !one.at().plus(Judgement.PATIENCE).isAfter(now) || one.at().isAfter(now.plus(FROM_THE_FUTURE));
    }

    private void read() throws IOException {
        while (waiting.size() < MOST_IN_MEMORY) {
            Path file = unread == null ? spool.take() : unread;
            if (file == null) {
                return;
            }
            unread = file;
            List<Reaction> lines = Spool.read(file);
            var source = new Source(file, 0);
            for (Reaction line : lines) {
                tokens.read(line.token()).ifPresent(reference -> {
                    var noticed = new Noticed(line, reference);
                    waiting.add(new Waiting(noticed, source));
                    lately.computeIfAbsent(noticed.send(), send -> new ArrayList<>())
                            .add(noticed);
                    source.left++;
                });
            }
            if (source.left < lines.size()) {
                log.warn("{} of {} lines in {} were not readable.", lines.size() - source.left, lines.size(), file);
            }
            if (source.left == 0) {
                Files.deleteIfExists(file);
            }
            unread = null;
        }
    }

    private List<Found> judge(List<Waiting> due) {
        Set<String> sends = new LinkedHashSet<>();
        due.forEach(one -> sends.add(one.noticed().send()));
        Set<String> opened = reactions.opened(sends);
        var found = new ArrayList<Found>();
        for (Waiting one : due) {
            Noticed noticed = one.noticed();
            if (noticed.reference() instanceof Reference.Trap) {
                continue;
            }
            List<Noticed> others = lately.getOrDefault(noticed.send(), List.of());
            String machine = Judgement.machine(noticed, others, opened.contains(noticed.send()))
                    .orElse(null);
            found.add(Found.of(noticed, machine));
        }
        return found;
    }

    private void forget(Instant now) {
        while (!gone.isEmpty() && gone.getFirst().at().plus(Judgement.MEMORY).isBefore(now)) {
            Noticed old = gone.removeFirst();
            lately.computeIfPresent(old.send(), (send, all) -> {
                all.remove(old);
                return all.isEmpty() ? null : all;
            });
        }
    }
}

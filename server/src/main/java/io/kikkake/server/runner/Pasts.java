package io.kikkake.server.runner;

import io.kikkake.engine.Input;
import io.kikkake.server.ingest.Kind;
import io.kikkake.server.ingest.LogEntry;
import io.kikkake.server.ingest.LogReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what happened to customers, and to those who turned out to be them. */
final class Pasts {

    /** One merged into one merged into one…: nobody's history goes back further. */
    private static final int MOST_MERGES = 50;

    private final Connection transaction;
    private final LogReader log;

    Pasts(Connection transaction, LogReader log) {
        this.transaction = transaction;
        this.log = log;
    }

    /**
     * By customer, in the order in which it came in.
     *
     * @param seq up to which the customers' own entries are read, merges among them: of who was merged before, all are
     * @param names of the events that are wanted
     */
    Map<Long, List<Input.Event>> of(Collection<Long> customers, long seq, Collection<String> names)
            throws SQLException {
        var entries = new HashMap<Long, List<LogEntry>>();
        Map<Long, Set<Long>> asking = new HashMap<>();
        customers.forEach(customer -> asking.put(customer, Set.of(customer)));
        long until = seq;
        for (int merges = 0; merges < MOST_MERGES && !asking.isEmpty(); merges++) {
            Map<Long, Set<Long>> merged = new HashMap<>();
            for (LogEntry entry : log.history(transaction, asking.keySet(), until, names)) {
                for (long customer : asking.getOrDefault(entry.customer(), Set.of())) {
                    if (entry.kind() == Kind.MERGE_INTO) {
                        merged.computeIfAbsent(Inputs.other(entry, "from"), id -> new HashSet<>())
                                .add(customer);
                    } else {
                        entries.computeIfAbsent(customer, id -> new ArrayList<>())
                                .add(entry);
                    }
                }
            }
            asking.clear();
            asking.putAll(merged);
            until = Long.MAX_VALUE;
        }
        var events = new HashMap<Long, List<Input.Event>>();
        entries.forEach((customer, theirs) -> events.put(customer, events(theirs)));
        return events;
    }

    private static List<Input.Event> events(List<LogEntry> entries) {
        entries.sort(Comparator.comparingLong(LogEntry::seq));
        var events = new ArrayList<Input.Event>();
        for (LogEntry entry : entries) {
            if (Inputs.of(entry) instanceof Input.Event event) {
                events.add(event);
            }
        }
        return events;
    }
}

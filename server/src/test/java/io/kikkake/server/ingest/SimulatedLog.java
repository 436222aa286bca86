package io.kikkake.server.ingest;

import io.kikkake.server.customer.Identities;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes a world's entries into the event log by the product's own appender: customers are found by their devices and become one
 * by their addresses, and what is sent again is known by its messageId.
 */
public final class SimulatedLog implements AutoCloseable {

    private final EventAppender appender;
    private final List<Draft> sent = new ArrayList<>();

    public SimulatedLog(DataSource dataSource, Identities identities, Clock clock) {
        appender = new EventAppender(
                dataSource, JdbcClient.create(dataSource), identities, event -> {}, new LiveFeed(), clock);
    }

    /** @param entries one, or the three of a merge */
    public void append(List<LogEntry> entries) throws SQLException {
        Draft draft = draft(entries);
        sent.add(draft);
        appender.append(List.of(draft));
    }

    /** What a client does that did not hear the answer: some of the last few come again. */
    public void repeat(SplittableRandom random) throws SQLException {
        int from = Math.max(0, sent.size() - 1 - random.nextInt(5));
        appender.append(List.copyOf(sent.subList(from, sent.size())));
    }

    private static Draft draft(List<LogEntry> entries) {
        LogEntry first = entries.getFirst();
        LogEntry last = entries.getLast();
        boolean own = last.kind().code() > Kind.MERGE_INTO.code();
        // Whoever's device is used with another's address turns out to be that one.
        boolean named = last.kind() == Kind.IDENTIFY || last.kind() == Kind.GROUP;
        return new Draft(
                own ? Long.valueOf(last.customer()) : null,
                last.kind(),
                last.historical(),
                last.name(),
                last.timestamp(),
                last.receivedAt(),
                "message-" + last.seq(),
                null,
                own ? null : "device-" + first.customer(),
                null,
                named ? "customer" + last.customer() + "@example.jp" : null,
                Objects.requireNonNullElse(last.properties(), "{}"),
                "{}");
    }

    @Override
    public void close() {
        appender.close();
    }
}

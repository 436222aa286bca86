package io.kikkake.server.ingest;

import io.kikkake.server.customer.Identities;
import io.kikkake.server.customer.Identity;
import io.kikkake.server.platform.BinaryCopy;
import io.kikkake.server.platform.KeyedConnection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Appends to the log of everything that happened. For one thread only. */
@Component
class EventAppender {

    private static final String COLUMNS =
            "event (seq, shard, customer_id, kind, historical, name, ts, received_at, message_id, properties, context)";

    private static final String LAST = "select coalesce(max(last), 0) from generate_series(0, ? - 1) s,"
            + " lateral (select max(seq) as last from event where shard = s) newest";

    private final DataSource dataSource;
    private final Identities identities;
    private final ApplicationEventPublisher publisher;
    private final LiveFeed liveFeed;
    private final Clock clock;
    private final Set<LocalDate> daysReady = new HashSet<>();
    private @Nullable Connection connection;
    private long lastSeq;
    /** The last transaction failed in a way that leaves open whether it was committed. */
    private boolean inDoubt;

    EventAppender(
            DataSource dataSource,
            JdbcClient jdbc,
            Identities identities,
            ApplicationEventPublisher publisher,
            LiveFeed liveFeed,
            Clock clock) {
        this.dataSource = dataSource;
        this.identities = identities;
        this.publisher = publisher;
        this.liveFeed = liveFeed;
        this.clock = clock;
        lastSeq = jdbc.sql(LAST).param(Shards.COUNT).query(Long.class).single();
    }

    /** Appends what was not there before, in one transaction; durable on return. */
    void append(List<Draft> drafts) throws SQLException {
        Connection transaction = connection();
        try {
            settleDoubt(transaction);
            var entries = new Entries(transaction);
            Identities.Batch batch = entries.resolve(unseen(transaction, drafts));
            ensureDays(transaction, drafts);
            batch.write(clock.instant());
            entries.copy();
            transaction.commit();
            lastSeq = entries.seq;
            batch.committed();
            publisher.publishEvent(new EventsAppended(entries.shards));
            if (liveFeed.watched()) {
                liveFeed.accepted(entries.feed);
            }
        } catch (SQLException | RuntimeException e) {
            inDoubt = inDoubt || !(e instanceof SQLException fault && isDataFault(fault));
            rollBack(transaction);
            throw e;
        }
    }

    /** Numbers are given out in memory, and ones that are taken must not be given out again. */
    private void settleDoubt(Connection transaction) throws SQLException {
        if (!inDoubt) {
            return;
        }
        try (var lock = transaction.createStatement();
                var select = transaction.prepareStatement(LAST)) {
            // Waits for the transaction in question, should PostgreSQL still be at it.
            lock.execute("lock table event in share row exclusive mode");
            select.setInt(1, Shards.COUNT);
            try (var rows = select.executeQuery()) {
                rows.next();
                lastSeq = rows.getLong(1);
            }
        }
        identities.lookAgain(transaction);
        inDoubt = false;
    }

    /** Whether the fault lies in what was to be stored, not in the database's state. */
    static boolean isDataFault(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("54"));
    }

    private Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null || open.isClosed()) {
            open = KeyedConnection.open(dataSource);
            connection = open;
        }
        return open;
    }

    private void rollBack(Connection transaction) {
        try {
            transaction.rollback();
        } catch (SQLException e) {
            close();
        }
        daysReady.clear();
    }

    void close() {
        if (connection != null) {
            try {
                KeyedConnection.release(connection);
            } catch (SQLException e) {
                // the connection is gone, which is what was wanted
            }
            connection = null;
        }
    }

    private void ensureDays(Connection transaction, List<Draft> drafts) throws SQLException {
        for (Draft draft : drafts) {
            LocalDate day = draft.receivedAt().atOffset(ZoneOffset.UTC).toLocalDate();
            if (daysReady.add(day)) {
                try (var statement = transaction.createStatement()) {
                    statement.execute("create table if not exists event_"
                            + day.toString().replace("-", "")
                            + " partition of event for values from ('" + day + " 00:00:00+00') to ('" + day.plusDays(1)
                            + " 00:00:00+00')");
                }
            }
        }
    }

    /** Leaves out the events whose messageId was accepted before, and the second of two in this batch. */
    private static List<Draft> unseen(Connection transaction, List<Draft> drafts) throws SQLException {
        var hashes = new ArrayList<@Nullable UUID>(drafts.size());
        for (Draft draft : drafts) {
            hashes.add(draft.messageId() == null ? null : hash(draft.messageId()));
        }
        Set<UUID> fresh = new HashSet<>();
        UUID[] asked = hashes.stream().filter(hash -> hash != null).distinct().toArray(UUID[]::new);
        if (asked.length > 0) {
            try (var insert = transaction.prepareStatement(
                    "insert into event_seen (hash, received_at) select h, ? from unnest(?::uuid[]) h"
                            + " on conflict do nothing returning hash")) {
                insert.setObject(1, drafts.getFirst().receivedAt().atOffset(ZoneOffset.UTC));
                insert.setArray(2, transaction.createArrayOf("uuid", asked));
                try (var rows = insert.executeQuery()) {
                    while (rows.next()) {
                        fresh.add(rows.getObject(1, UUID.class));
                    }
                }
            }
        }
        var unseen = new ArrayList<Draft>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            UUID hash = hashes.get(i);
            if (hash == null || fresh.remove(hash)) {
                unseen.add(drafts.get(i));
            }
        }
        return unseen;
    }

    private static UUID hash(String messageId) {
        try {
            ByteBuffer md5 = ByteBuffer.wrap(
                    MessageDigest.getInstance("MD5").digest(messageId.getBytes(StandardCharsets.UTF_8)));
            return new UUID(md5.getLong(), md5.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5", e);
        }
    }

    /** The rows of one transaction. */
    private final class Entries {

        private final Connection transaction;
        private final BinaryCopy rows = new BinaryCopy();
        private final Set<Integer> shards = new HashSet<>();
        private final List<LiveFeed.FeedEvent> feed = new ArrayList<>();
        private final boolean watched = liveFeed.watched();
        private long seq = lastSeq;

        Entries(Connection transaction) {
            this.transaction = transaction;
        }

        Identities.Batch resolve(List<Draft> drafts) throws SQLException {
            Identities.Batch batch = identities.begin(transaction, mentioned(drafts));
            for (Draft draft : drafts) {
                String anonymousId = draft.kind() == Kind.ALIAS ? draft.previousId() : draft.anonymousId();
                var resolved = draft.customer() == null
                        ? batch.resolve(draft.userId(), anonymousId, draft.email(), draft.line(), draft.introduced())
                        : new Identities.Resolved(batch.survivor(draft.customer()), List.of());
                for (Identities.Merge merge : resolved.merges()) {
                    add(merge.from(), Kind.MERGE_AWAY, draft, "{\"into\":" + merge.into() + "}");
                    add(merge.into(), Kind.MERGE_INTO, draft, "{\"from\":" + merge.from() + "}");
                }
                add(resolved.customer(), draft.kind(), draft, draft.properties());
            }
            return batch;
        }

        private void add(long customer, Kind kind, Draft draft, String properties) {
            boolean merge = kind == Kind.MERGE_AWAY || kind == Kind.MERGE_INTO;
            int shard = Shards.of(customer);
            shards.add(shard);
            rows.row(11);
            rows.int8(++seq);
            rows.int2(shard);
            rows.int8(customer);
            rows.int2(kind.code());
            rows.bool(draft.historical());
            rows.text(merge ? "Merged" : draft.name());
            rows.instant(merge ? draft.receivedAt() : draft.timestamp());
            rows.instant(draft.receivedAt());
            rows.text(merge ? null : draft.messageId());
            rows.jsonb(properties);
            rows.jsonb(merge ? null : draft.context());
            if (watched && !merge && kind != Kind.ANSWER) {
                feed.add(new LiveFeed.FeedEvent(
                        seq,
                        kind,
                        draft.name(),
                        customer,
                        draft.timestamp(),
                        draft.receivedAt(),
                        properties,
                        draft.context(),
                        draft.messageId()));
            }
        }

        void copy() throws SQLException {
            if (seq > lastSeq) {
                rows.into(transaction, COLUMNS);
            }
        }

        private static Set<Identity> mentioned(List<Draft> drafts) {
            var mentioned = new HashSet<Identity>();
            for (Draft draft : drafts) {
                mention(mentioned, Identity.Kind.USER_ID, draft.userId());
                mention(
                        mentioned,
                        Identity.Kind.ANONYMOUS_ID,
                        draft.kind() == Kind.ALIAS ? draft.previousId() : draft.anonymousId());
                mention(mentioned, Identity.Kind.EMAIL, draft.email());
                if (draft.line() != null) {
                    mention(mentioned, Identity.Kind.LINE, draft.line().value());
                }
            }
            return mentioned;
        }

        private static void mention(Set<Identity> mentioned, Identity.Kind kind, @Nullable String value) {
            if (value != null) {
                mentioned.add(new Identity(kind, value));
            }
        }
    }
}

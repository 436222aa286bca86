package io.kikkake.server.customer;

import io.kikkake.server.platform.RecentlyUsed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whose event it is: points user ids, anonymous ids and e-mail addresses to customers, makes customers that nobody knew, and
 * finds that two are one. Used by the one thread that writes the event log.
 */
@Component
public class Identities {

    private static final int REMEMBERED = 100_000;
    private static final String LAST = "select coalesce(max(id), 0) from customer";

    private final Map<Identity, Long> known = new RecentlyUsed<>(REMEMBERED);
    private final Map<Long, Boolean> named = new RecentlyUsed<>(REMEMBERED);
    private long lastId;

    Identities(JdbcClient jdbc) {
        lastId = jdbc.sql(LAST).query(Long.class).single();
    }

    /** Believes nothing it remembers: the last transaction may have been committed or not. */
    public void lookAgain(Connection transaction) throws SQLException {
        known.clear();
        named.clear();
        try (var select = transaction.prepareStatement(LAST);
                var rows = select.executeQuery()) {
            rows.next();
            lastId = rows.getLong(1);
        }
    }

    /** Begins to resolve a batch within a transaction; loads what the batch mentions in one query. */
    public Batch begin(Connection transaction, Collection<Identity> mentioned) throws SQLException {
        var batch = new Batch(transaction);
        batch.load(mentioned.stream()
                .filter(identity -> !known.containsKey(identity))
                .distinct()
                .toList());
        return batch;
    }

    /** One customer turned out to be another. */
    public record Merge(long from, long into) {}

    /** @param merge what had to be joined before, oldest first */
    public record Resolved(long customer, List<Merge> merges) {}

    /** What one transaction of the event log finds out; it counts after {@link #write} and the commit. */
    public final class Batch {

        private final Connection transaction;
        private final Map<Identity, Long> found = new HashMap<>();
        private final Map<Long, Boolean> foundNamed = new HashMap<>();
        private final Map<Identity, Long> changed = new LinkedHashMap<>();
        private final List<Merge> merges = new ArrayList<>();
        private final Map<Long, Long> mergedInto = new HashMap<>();
        private final long firstId = lastId + 1;
        private long nextId = firstId;

        private Batch(Connection transaction) {
            this.transaction = transaction;
        }

        private void load(List<Identity> missing) throws SQLException {
            if (missing.isEmpty()) {
                return;
            }
            try (var select = transaction.prepareStatement("""
                    select i.kind, i.value, i.customer_id,
                           exists (select from customer_identity u where u.customer_id = i.customer_id and u.kind = 1)
                    from unnest(?::smallint[], ?::text[]) as m (kind, value)
                    join customer_identity i on i.kind = m.kind and i.value = m.value""")) {
                select.setArray(1, kinds(missing));
                select.setArray(2, values(missing));
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.put(new Identity(Identity.Kind.of(rows.getInt(1)), rows.getString(2)), rows.getLong(3));
                        foundNamed.put(rows.getLong(3), rows.getBoolean(4));
                    }
                }
            }
        }

        /**
         * The customer of an event. A user id is the strongest name; an anonymous id belongs to whoever used it last; an e-mail
         * address joins an unnamed customer to the one known by it. Two customers with user ids of their own are never joined.
         */
        public Resolved resolve(@Nullable String userId, @Nullable String anonymousId, @Nullable String email)
                throws SQLException {
            return resolve(userId, anonymousId, email, null);
        }

        /**
         * As above, with the id LINE knows the person by: one that is only used is treated as an e-mail address is; one that the
         * person proved to have is theirs from now on, whoever had it; one they part with goes to a customer of its own.
         */
        public Resolved resolve(
                @Nullable String userId, @Nullable String anonymousId, @Nullable String email, @Nullable LineId line)
                throws SQLException {
            int before = merges.size();
            Identity user = identity(Identity.Kind.USER_ID, userId);
            Identity device = identity(Identity.Kind.ANONYMOUS_ID, anonymousId);
            Identity address = identity(Identity.Kind.EMAIL, email);
            Identity friend = line == null ? null : new Identity(Identity.Kind.LINE, line.value());
            Long customer = user != null
                    ? userOf(user, device, address)
                    : device == null && address == null ? known(friend, line) : lookUp(device);
            if (customer == null) {
                customer = nextId++;
                foundNamed.put(customer, user != null);
            }
            if (user != null) {
                point(user, customer);
                foundNamed.put(customer, true);
            }
            if (device != null) {
                customer = joinDevice(customer, device);
            }
            if (address != null) {
                customer = joinAddress(customer, address);
            }
            if (friend != null && line != null) {
                customer = joinLine(customer, friend, line.claim());
            }
            return new Resolved(customer, List.copyOf(merges.subList(before, merges.size())));
        }

        /**
         * The customer of an event, with a guess at who a visitor is that nobody knows: the one whose mail brought them here. The
         * guess joins nobody and is not remembered, since the mail may have been passed on; whoever was named on the device, by
         * user id, e-mail address or LINE, is believed before it.
         */
        public Resolved resolve(
                @Nullable String userId,
                @Nullable String anonymousId,
                @Nullable String email,
                @Nullable LineId line,
                @Nullable Long guess)
                throws SQLException {
            if (guess != null && userId == null && email == null && line == null) {
                Long owner = lookUp(identity(Identity.Kind.ANONYMOUS_ID, anonymousId));
                if (owner == null || !isKnown(owner)) {
                    return new Resolved(survivor(guess), List.of());
                }
            }
            return resolve(userId, anonymousId, email, line);
        }

        private boolean isKnown(long customer) throws SQLException {
            Identity.Kind device = Identity.Kind.ANONYMOUS_ID;
            boolean addressed = found.entrySet().stream()
                    .anyMatch(entry -> entry.getKey().kind() != device && entry.getValue() == customer);
            if (addressed || isNamed(customer)) {
                return true;
            }
            try (var select = transaction.prepareStatement(
                    "select exists (select from customer_identity where customer_id = ? and kind <> ?)")) {
                select.setLong(1, customer);
                select.setInt(2, device.code());
                try (var rows = select.executeQuery()) {
                    return rows.next() && rows.getBoolean(1);
                }
            }
        }

        /** The customer, or the one it was merged into. */
        public long survivor(long customer) throws SQLException {
            try (var select =
                    transaction.prepareStatement("select coalesce(merged_into, id) from customer where id = ?")) {
                select.setLong(1, customer);
                try (var rows = select.executeQuery()) {
                    long survivor = rows.next() ? rows.getLong(1) : customer;
                    return mergedInto.getOrDefault(survivor, survivor);
                }
            }
        }

        /** Who has the user id, or who may take it: the unnamed customer of the device or address. Null: nobody yet. */
        private @Nullable Long userOf(Identity user, @Nullable Identity device, @Nullable Identity address)
                throws SQLException {
            Long known = lookUp(user);
            if (known != null) {
                return known;
            }
            for (Identity weaker : new @Nullable Identity[] {device, address}) {
                Long candidate = lookUp(weaker);
                if (candidate != null && !isNamed(candidate)) {
                    return candidate;
                }
            }
            return null;
        }

        private @Nullable Long known(@Nullable Identity friend, @Nullable LineId line) {
            return line == null || line.claim() == LineId.Claim.PARTED ? null : lookUp(friend);
        }

        private long joinLine(long customer, Identity friend, LineId.Claim claim) throws SQLException {
            if (claim == LineId.Claim.USED) {
                return joinAddress(customer, friend);
            }
            Long owner = lookUp(friend);
            if (claim == LineId.Claim.PROVEN && owner != null && owner != customer && !isNamed(owner)) {
                return merge(owner, customer);
            }
            point(friend, customer);
            return customer;
        }

        private long joinDevice(long customer, Identity device) throws SQLException {
            Long owner = lookUp(device);
            if (owner != null && owner != customer && !isNamed(owner)) {
                return merge(owner, customer);
            }
            point(device, customer);
            return customer;
        }

        private long joinAddress(long customer, Identity address) throws SQLException {
            Long owner = lookUp(address);
            if (owner == null) {
                point(address, customer);
                return customer;
            }
            if (owner == customer) {
                return customer;
            }
            boolean bothNamed = isNamed(owner) && isNamed(customer);
            if (bothNamed) {
                return customer;
            }
            return isNamed(customer) ? merge(owner, customer) : merge(customer, owner);
        }

        private long merge(long from, long into) throws SQLException {
            merges.add(new Merge(from, into));
            mergedInto.put(from, into);
            found.replaceAll((identity, id) -> id == from ? into : id);
            changed.replaceAll((identity, id) -> id == from ? into : id);
            return into;
        }

        private @Nullable Identity identity(Identity.Kind kind, @Nullable String value) {
            return value == null ? null : new Identity(kind, value);
        }

        private @Nullable Long lookUp(@Nullable Identity identity) {
            if (identity == null) {
                return null;
            }
            Long here = found.get(identity);
            Long customer = here != null ? here : known.get(identity);
            while (customer != null && mergedInto.containsKey(customer)) {
                customer = mergedInto.get(customer);
            }
            return customer;
        }

        private boolean isNamed(long customer) throws SQLException {
            Boolean here = foundNamed.get(customer);
            if (here == null) {
                here = named.get(customer);
            }
            if (here == null) {
                try (var select = transaction.prepareStatement(
                        "select exists (select from customer_identity where customer_id = ? and kind = 1)")) {
                    select.setLong(1, customer);
                    try (var rows = select.executeQuery()) {
                        here = rows.next() && rows.getBoolean(1);
                    }
                }
                foundNamed.put(customer, here);
            }
            return here;
        }

        private void point(Identity identity, long customer) {
            Long before = lookUp(identity);
            if (before == null || before != customer) {
                found.put(identity, customer);
                changed.put(identity, customer);
            }
        }

        /** Writes what was found out into the transaction. */
        public void write(Instant now) throws SQLException {
            if (nextId > firstId) {
                try (var insert = transaction.prepareStatement(
                        "insert into customer (id, created_at) select id, ? from generate_series(?, ?) id")) {
                    insert.setObject(1, now.atOffset(java.time.ZoneOffset.UTC));
                    insert.setLong(2, firstId);
                    insert.setLong(3, nextId - 1);
                    insert.executeUpdate();
                }
            }
            for (Merge merge : merges) {
                write(merge);
            }
            if (!changed.isEmpty()) {
                writeIdentities();
            }
        }

        private void writeIdentities() throws SQLException {
            List<Identity> identities = List.copyOf(changed.keySet());
            try (var insert = transaction.prepareStatement("""
                    insert into customer_identity (kind, value, customer_id)
                    select * from unnest(?::smallint[], ?::text[], ?::bigint[])
                    on conflict (kind, value) do update set customer_id = excluded.customer_id""")) {
                insert.setArray(1, kinds(identities));
                insert.setArray(2, values(identities));
                insert.setArray(
                        3, transaction.createArrayOf("bigint", changed.values().toArray()));
                insert.executeUpdate();
            }
        }

        private void write(Merge merge) throws SQLException {
            try (var move = transaction.prepareStatement(
                            "update customer_identity set customer_id = ? where customer_id = ? returning kind, value");
                    var mark = transaction.prepareStatement(
                            "update customer set merged_into = ? where id = ? or merged_into = ?")) {
                move.setLong(1, merge.into());
                move.setLong(2, merge.from());
                try (var rows = move.executeQuery()) {
                    while (rows.next()) {
                        found.putIfAbsent(
                                new Identity(Identity.Kind.of(rows.getInt(1)), rows.getString(2)), merge.into());
                    }
                }
                mark.setLong(1, merge.into());
                mark.setLong(2, merge.from());
                mark.setLong(3, merge.from());
                mark.executeUpdate();
            }
        }

        private java.sql.Array kinds(List<Identity> identities) throws SQLException {
            return transaction.createArrayOf(
                    "smallint",
                    identities.stream().map(one -> (short) one.kind().code()).toArray());
        }

        private java.sql.Array values(List<Identity> identities) throws SQLException {
            return transaction.createArrayOf(
                    "text", identities.stream().map(Identity::value).toArray());
        }

        /** The transaction committed: what it found out is remembered. */
        public void committed() {
            lastId = nextId - 1;
            known.putAll(found);
            named.putAll(foundNamed);
            merges.forEach(merge -> named.remove(merge.from()));
        }
    }
}

package io.kikkake.server.customer;

import io.kikkake.server.customer.ConsentChange.Act;
import io.kikkake.server.platform.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Writes what customers said, and keeps in the ledger every word that changed something. */
final class ConsentTable {

    private static final String SAID = """
            with said as (
              select coalesce(c.merged_into, c.id) as customer_id, n.*, c.attributes ->> 'email' as address
              from unnest(?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                as n (id, topic, act, at, source, wording, form, ip, agent)
              join customer c on c.id = n.id)""";

    private static final String LEDGER = """
            insert into consent_ledger (customer_id, topic, act, at, address, source, wording, form, ip, agent, recorded_at)
            select customer_id, topic, act, at, address, source, wording, form, ip, agent, ?::timestamptz from said
            """;

    private static final String WORDS = SAID + """
            , changed as (
              insert into consent as c (customer_id, topic, granted, since)
              select customer_id, topic, act = 'granted', at from said
              on conflict (customer_id, topic) do update set granted = excluded.granted, since = excluded.since
              where c.since <= excluded.since and c.granted <> excluded.granted
              returning customer_id, topic)
            """ + LEDGER + " join changed using (customer_id, topic)";

    /** Saying what is in the ledger already is saying nothing. */
    private static final String ENTRIES = SAID + LEDGER + """
             where not exists (select from consent_ledger l where l.customer_id = said.customer_id
               and l.topic = said.topic and l.act = said.act and l.at = said.at)""";

    private record Subject(long customer, String matter) {}

    private ConsentTable() {}

    /** The last word counts, by its time; of two at once, the later in the list. */
    static void write(Connection transaction, List<ConsentChange> changes, Instant now) throws SQLException {
        List<ConsentChange> left = changes;
        while (!left.isEmpty()) {
            var wave = new ArrayList<ConsentChange>();
            var later = new ArrayList<ConsentChange>();
            var subjects = new HashSet<Subject>();
            for (ConsentChange change : left) {
                boolean first = subjects.add(new Subject(change.customer(), change.matter()));
                (first ? wave : later).add(change);
            }
            run(
                    transaction,
                    WORDS,
                    wave.stream().filter(change -> change.act() != Act.ASKED).toList(),
                    now);
            run(
                    transaction,
                    ENTRIES,
                    wave.stream().filter(change -> change.act() == Act.ASKED).toList(),
                    now);
            left = later;
        }
    }

    /** Only into the ledger: proof of what is known already. */
    static void prove(Connection transaction, List<ConsentChange> changes, Instant now) throws SQLException {
        for (ConsentChange change : changes) {
            run(transaction, ENTRIES, List.of(change), now);
        }
    }

    private static void run(Connection transaction, String sql, List<ConsentChange> changes, Instant now)
            throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        var columns = new Columns<>(transaction, changes);
        try (var write = transaction.prepareStatement(sql)) {
            write.setArray(1, columns.int8(ConsentChange::customer));
            write.setArray(2, columns.text(ConsentChange::matter));
            write.setArray(3, columns.text(change -> change.act().name().toLowerCase(Locale.ROOT)));
            write.setArray(4, columns.instant(ConsentChange::at));
            write.setArray(5, columns.text(change -> change.proof().source()));
            write.setArray(6, columns.text(change -> change.proof().wording()));
            write.setArray(7, columns.text(change -> change.proof().form()));
            write.setArray(8, columns.text(change -> change.proof().ip()));
            write.setArray(9, columns.text(change -> change.proof().agent()));
            write.setString(10, now.toString());
            write.executeUpdate();
        }
    }
}

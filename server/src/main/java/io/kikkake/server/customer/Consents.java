package io.kikkake.server.customer;

import io.kikkake.engine.Matter;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.server.customer.ConsentChange.Act;
import io.kikkake.server.customer.Learned.Fact;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes customers' words where they are said to us directly, and tells what was ever said. */
@Component
public class Consents {

    /** @param matter as {@link Matter} names it */
    public record Word(String matter, boolean granted) {}

    /**
     * One line of the ledger.
     *
     * @param at when it was said
     * @param recordedAt when it came to be known here
     * @param address of the customer at that time
     */
    public record Entry(
            long id,
            long customer,
            String matter,
            Act act,
            Instant at,
            Instant recordedAt,
            @Nullable String address,
            Proof proof) {}

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    Consents(DataSource dataSource, JdbcClient jdbc, ApplicationEventPublisher publisher, Clock clock) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * The customer says something now. Effective on return for what leaves from then on; the engine learns of it through the
     * event log.
     *
     * @param confirmed whether it is proven that the customer's own mailbox was the way: then it counts also where a
     *     subscription has to be confirmed
     */
    public void say(long customer, List<Word> words, Proof proof, boolean confirmed) {
        Instant now = clock.instant();
        take(
                words.stream()
                        .map(word -> new ConsentChange(customer, word.matter(), Act.of(word.granted()), now, proof))
                        .toList(),
                confirmed,
                now,
                false);
    }

    /** What was said elsewhere and before, with its proof; it starts no scenario. Each is in the ledger afterwards, once. */
    public void bring(List<ConsentChange> words) {
        take(words, true, clock.instant(), true);
    }

    private void take(List<ConsentChange> words, boolean confirmed, Instant now, boolean brought) {
        if (words.isEmpty()) {
            return;
        }
        publisher.publishEvent(new Learned(
                words.stream().map(word -> fact(word, confirmed, now)).toList()));
        try (Connection connection = dataSource.getConnection()) {
            ConsentTable.write(connection, words, now);
            if (brought) {
                ConsentTable.prove(connection, words, now);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("What the customer said could not be stored: " + e.getMessage(), e);
        }
    }

    private static Fact fact(ConsentChange word, boolean confirmed, Instant now) {
        var properties = new LinkedHashMap<>(Matter.properties(word.matter()));
        properties.putAll(word.proof().properties());
        String granted = confirmed ? ScenarioSet.CONFIRMED : ScenarioSet.SUBSCRIBED;
        String id = "consent " + word.customer() + " " + word.matter() + " " + word.act() + " " + word.at();
        return new Fact(
                word.customer(), word.granted() ? granted : ScenarioSet.UNSUBSCRIBED, word.at(), id, properties, now);
    }

    /** What was ever said by the customer, the newest first. Whatever merged into them is theirs. */
    public List<Entry> ledger(long customer) {
        return jdbc.sql("select l.* from consent_ledger l where customer_id in"
                        + " (select id from customer where id = ? or merged_into = ?) order by l.at desc, l.id desc")
                .params(customer, customer)
                .query((row, number) -> entry(row))
                .list();
    }

    /**
     * The ledger of one matter or of all, in the order of recording, as it is at one moment.
     *
     * @param matter null for all
     */
    public void ledger(@Nullable String matter, Consumer<Entry> reader) {
        String sql = "select * from consent_ledger where id > ?" + (matter == null ? "" : " and topic = ?")
                + " order by id limit 5000";
        long after = 0;
        while (true) {
            var statement = jdbc.sql(sql);
            List<Entry> page = (matter == null ? statement.params(after) : statement.params(after, matter))
                    .query((row, number) -> entry(row))
                    .list();
            if (page.isEmpty()) {
                return;
            }
            page.forEach(reader);
            after = page.getLast().id();
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getLong("customer_id"),
                row.getString("topic"),
                Act.valueOf(row.getString("act").toUpperCase(Locale.ROOT)),
                row.getTimestamp("at").toInstant(),
                row.getTimestamp("recorded_at").toInstant(),
                row.getString("address"),
                new Proof(
                        row.getString("source"),
                        row.getString("wording"),
                        row.getString("form"),
                        row.getString("ip"),
                        row.getString("agent")));
    }

    /** The customer of that id, or who it was merged into. */
    public long survivor(long customer) {
        return jdbc.sql("select coalesce(merged_into, id) from customer where id = ?")
                .params(customer)
                .query(Long.class)
                .optional()
                .orElse(customer);
    }

    /**
     * The customer asks for something that counts once it is confirmed: whoever decides learns of it through the event log.
     */
    public void ask(long customer, String matter, Proof proof) {
        Instant now = clock.instant();
        publisher.publishEvent(
                new Learned(List.of(fact(new ConsentChange(customer, matter, Act.GRANTED, now, proof), false, now))));
    }

    /** Whose identity it is; empty where nobody has it. */
    public Optional<Long> customer(Identity identity) {
        return jdbc.sql("select customer_id from customer_identity where kind = ? and value = ?")
                .params(identity.kind().code(), identity.value())
                .query(Long.class)
                .optional();
    }

    /**
     * Forgets what no mail depends on any more: what was said before a refusal that is older than the retention, and that
     * refusal. Who granted something and did not refuse it since is still written to, so that proof is kept.
     *
     * @return how many entries
     */
    public int forget(Duration retention) {
        return jdbc.sql("delete from consent_ledger l using consent_ledger r where r.customer_id = l.customer_id"
                        + " and r.topic = l.topic and r.act = 'refused' and r.at >= l.at and r.at < ?::timestamptz")
                .params(clock.instant().minus(retention).toString())
                .update();
    }

    /** The word of each customer that is in force, by matter. */
    public Map<String, CustomerList.Consent> current(long customer) {
        var current = new LinkedHashMap<String, CustomerList.Consent>();
        jdbc.sql("select topic, granted, since from consent where customer_id = ? order by topic")
                .params(customer)
                .query(row -> {
                    current.put(
                            row.getString("topic"),
                            new CustomerList.Consent(
                                    row.getBoolean("granted"),
                                    row.getTimestamp("since").toInstant()));
                });
        return current;
    }
}

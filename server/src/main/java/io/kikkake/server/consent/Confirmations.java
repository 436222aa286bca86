package io.kikkake.server.consent;

import io.kikkake.engine.scenario.Channel;
import io.kikkake.engine.value.Value;
import io.kikkake.server.customer.ConsentChange;
import io.kikkake.server.delivery.Queued;
import io.kikkake.server.scenario.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Subscriptions that wait to be confirmed from the mailbox they are for. A mailbox is asked no more than {@value #MOST} times a
 * day and not twice in ten minutes, whoever types its address into a form.
 */
@Component
class Confirmations implements Asking {

    /** How long a link is good. */
    static final Duration GOOD_FOR = Duration.ofDays(7);

    static final int MOST = 3;
    private static final Duration COUNTED_FOR = Duration.ofDays(1);
    private static final Duration NOT_AGAIN_BEFORE = Duration.ofMinutes(10);

    private final ConfirmationLinks links;
    private final ConfirmationMail mail;
    private final Topics topics;
    private final JdbcClient jdbc;

    Confirmations(ConfirmationLinks links, ConfirmationMail mail, Topics topics, JdbcClient jdbc) {
        this.links = links;
        this.mail = mail;
        this.topics = topics;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Queued> ask(
            Connection transaction, ConsentChange asked, Value.ObjectOf attributes, String id, Instant now)
            throws SQLException {
        String address = Channel.EMAIL.address(attributes);
        if (address == null || !mayMail(transaction, address, asked.matter(), now)) {
            return Optional.empty();
        }
        note(transaction, asked, address, now);
        boolean english = attributes.fields().get("language") instanceof Value.Text(var language)
                && language.toLowerCase(Locale.ROOT).startsWith("en");
        String topic = topics.named(asked.matter())
                .map(named -> english ? named.name().en() : named.name().ja())
                .orElse(asked.matter());
        String link = links.link(asked.customer(), asked.matter(), address, now.plus(GOOD_FOR));
        return Optional.of(new Queued(
                id,
                asked.customer(),
                ConfirmationMail.SCENARIO,
                mail.version(),
                ConfirmationMail.SCENARIO,
                "mail",
                english ? "en" : "ja",
                ConfirmationMail.TOPIC,
                (Value.ObjectOf) Value.from(Map.of("topic", topic, "confirm", link)),
                Value.ObjectOf.EMPTY,
                List.of(Channel.EMAIL.id()),
                now,
                false));
    }

    private static boolean mayMail(Connection transaction, String address, String topic, Instant now)
            throws SQLException {
        try (var select = transaction.prepareStatement("select coalesce(sum(mails), 0),"
                + " coalesce(bool_or(mailed_at > ?::timestamptz), false) from confirmation"
                + " where address = ? and topic = ? and since > ?::timestamptz")) {
            select.setString(1, now.minus(NOT_AGAIN_BEFORE).toString());
            select.setString(2, Channel.remembered(address));
            select.setString(3, topic);
            select.setString(4, now.minus(COUNTED_FOR).toString());
            try (var rows = select.executeQuery()) {
                return rows.next() && rows.getInt(1) < MOST && !rows.getBoolean(2);
            }
        }
    }

    private static void note(Connection transaction, ConsentChange asked, String address, Instant now)
            throws SQLException {
        try (var insert = transaction.prepareStatement("""
                insert into confirmation as c (customer_id, topic, address, since, mails, mailed_at)
                values (?, ?, ?, ?::timestamptz, 1, ?::timestamptz)
                on conflict (customer_id, topic, address) do update set
                  mails = case when c.since > ?::timestamptz then c.mails + 1 else 1 end,
                  since = case when c.since > ?::timestamptz then c.since else excluded.since end,
                  mailed_at = excluded.mailed_at""")) {
            String counted = now.minus(COUNTED_FOR).toString();
            insert.setLong(1, asked.customer());
            insert.setString(2, asked.matter());
            insert.setString(3, Channel.remembered(address));
            insert.setString(4, now.toString());
            insert.setString(5, now.toString());
            insert.setString(6, counted);
            insert.setString(7, counted);
            insert.executeUpdate();
        }
    }

    /** Whether the newest mail to the address has been answered already. */
    boolean isAnswered(long customer, String topic, String address) {
        return jdbc.sql("select coalesce(bool_or(confirmed_at >= mailed_at), false) from confirmation"
                        + " where customer_id = ? and topic = ? and address = ?")
                .params(customer, topic, Channel.remembered(address))
                .query(Boolean.class)
                .single();
    }

    void answered(long customer, String topic, String address, Instant now) {
        jdbc.sql("update confirmation set confirmed_at = ?::timestamptz where customer_id = ? and topic = ?"
                        + " and address = ?")
                .params(now.toString(), customer, topic, Channel.remembered(address))
                .update();
    }
}

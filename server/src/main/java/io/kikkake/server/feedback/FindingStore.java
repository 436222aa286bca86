package io.kikkake.server.feedback;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was told, once each. */
@Component
class FindingStore {

    private final JdbcClient jdbc;

    FindingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Told again it changes nothing. */
    void add(String id, Told told, Verdict verdict, @Nullable String address, @Nullable Long customer) {
        Finding finding = told.finding();
        jdbc.sql(
                        "insert into finding (id, at, source, verdict, cause, address, domain, sender, status, reply, words, over,"
                                + " send, customer_id) values (?, ?::timestamptz, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict do nothing")
                .param(id)
                .param(told.at().toString())
                .param(told.source())
                .param(word(verdict))
                .param(finding.cause() == null ? null : word(finding.cause()))
                .param(storable(address))
                .param(address == null ? null : storable(address.substring(address.lastIndexOf('@') + 1)))
                .param(told.sender())
                .param(finding.status())
                .param(finding.reply())
                .param(storable(finding.words()))
                .param(finding.over())
                .param(told.send())
                .param(customer)
                .update();
    }

    record Soft(Instant at, @Nullable String send) {}

    /** Times an address sent something back for now, the newest first. */
    List<Soft> soft(String address, Instant since) {
        return jdbc.sql("select at, send from finding where address = ? and verdict = 'soft' and over"
                        + " and at > ?::timestamptz order by at desc limit 100")
                .params(address, since.toString())
                .query((row, number) -> new Soft(row.getTimestamp(1).toInstant(), row.getString(2)))
                .list();
    }

    /** When something last arrived there, as far as anybody told. */
    @Nullable
    Instant arrived(String address) {
        return jdbc.sql(
                        "select max(at) from finding where address = ? and verdict in ('delivered', 'reply', 'auto-reply')")
                .params(address)
                .query((row, number) -> row.getTimestamp(1))
                .optional()
                .map(java.sql.Timestamp::toInstant)
                .orElse(null);
    }

    /** Refusals of what we are, told after the server had taken the message: the most first. */
    List<RefusalApi.Line> refused(Instant since, int most) {
        return jdbc.sql("select coalesce(sender, '') as sender, coalesce(domain, '') as house, verdict, cause,"
                        + " count(*) as messages, max(at) as last, (array_agg(words order by at desc))[1] as words"
                        + " from finding where verdict in ('block', 'policy') and over and at >= ?::timestamptz"
                        + " group by 1, 2, 3, 4 order by messages desc, last desc limit ?")
                .params(since.toString(), most)
                .query((row, number) -> new RefusalApi.Line(
                        row.getString("sender"),
                        row.getString("house"),
                        row.getString("verdict"),
                        String.valueOf(row.getString("cause")),
                        row.getLong("messages"),
                        row.getTimestamp("last").toInstant(),
                        row.getString("words")))
                .list();
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', ' ');
    }
}

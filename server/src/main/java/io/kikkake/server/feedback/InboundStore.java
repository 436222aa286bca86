package io.kikkake.server.feedback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What came in, kept until it is dealt with. */
@Component
class InboundStore {

    private static final int TRIES = 5;

    /** @param recipients of the envelope, separated by spaces */
    record Inbound(long id, Instant at, String source, String name, String recipients, byte[] body) {}

    private final JdbcClient jdbc;

    InboundStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns when it is durable. What came in before under the name is not kept again. */
    void add(String source, String name, String recipients, byte[] body, Instant now) {
        jdbc.sql("insert into inbound_mail (at, source, name, recipients, body) values (?::timestamptz, ?, ?, ?, ?)"
                        + " on conflict do nothing")
                .params(now.toString(), source, name, recipients, body)
                .update();
    }

    List<Inbound> waiting(int limit) {
        return jdbc.sql("select id, at, source, name, recipients, body from inbound_mail where state = 0"
                        + " order by id limit ?")
                .params(limit)
                .query(InboundStore::read)
                .list();
    }

    void done(long id) {
        jdbc.sql("update inbound_mail set state = 1, error = null where id = ?")
                .params(id)
                .update();
    }

    /** After some tries it is set aside, so that it holds up nothing. */
    void failed(long id, String error) {
        jdbc.sql("update inbound_mail set tries = tries + 1, error = ?,"
                        + " state = case when tries + 1 >= ? then 2 else 0 end where id = ?")
                .params(error, TRIES, id)
                .update();
    }

    void forget(Instant before) {
        jdbc.sql("delete from inbound_mail where state <> 0 and at < ?::timestamptz")
                .params(before.toString())
                .update();
        jdbc.sql("delete from hook_token where at < ?::timestamptz")
                .params(before.toString())
                .update();
    }

    /** @return false where it was used before */
    boolean use(String token, Instant now) {
        return jdbc.sql("insert into hook_token (token, at) values (?, ?::timestamptz) on conflict do nothing")
                        .params(token, now.toString())
                        .update()
                == 1;
    }

    static String digest(String prefix, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(prefix.getBytes(StandardCharsets.UTF_8));
            return prefix + HexFormat.of().formatHex(digest.digest(body), 0, 20);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Inbound read(ResultSet row, int number) throws SQLException {
        return new Inbound(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("source"),
                row.getString("name"),
                row.getString("recipients"),
                row.getBytes("body"));
    }
}

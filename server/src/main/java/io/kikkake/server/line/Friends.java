package io.kikkake.server.line;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is a friend of the official account, and who has blocked it. LINE does not say so when a message is sent. */
@Component
class Friends {

    /**
     * @param friends who get messages
     * @param blocked who do not
     */
    record Counts(long friends, long blocked) {}

    private final JdbcClient jdbc;

    Friends(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param at LINE's time of it */
    record Known(boolean following, Instant at) {}

    /** By id; whom LINE never named is absent. */
    Map<String, Known> known(Collection<String> lineUserIds) {
        var known = new HashMap<String, Known>();
        jdbc.sql("select line_user_id, following, at from line_friend where line_user_id = any (?)")
                .param(lineUserIds.toArray(String[]::new))
                .query(row -> {
                    known.put(
                            row.getString("line_user_id"),
                            new Known(
                                    row.getBoolean("following"),
                                    row.getTimestamp("at").toInstant()));
                });
        return known;
    }

    /** Unless something later is known already: LINE does not keep the order. */
    void note(String lineUserId, Known now) {
        jdbc.sql("insert into line_friend (line_user_id, following, at) values (?, ?, ?::timestamptz)"
                        + " on conflict (line_user_id) do update set following = excluded.following, at = excluded.at"
                        + " where line_friend.at <= excluded.at")
                .params(lineUserId, now.following(), now.at().toString())
                .update();
    }

    boolean isBlocked(String lineUserId) {
        return jdbc.sql("select exists (select from line_friend where line_user_id = ? and not following)")
                .params(lineUserId)
                .query(Boolean.class)
                .single();
    }

    Counts counts() {
        return jdbc.sql("select count(*) filter (where following) as friends,"
                        + " count(*) filter (where not following) as blocked from line_friend")
                .query(Counts.class)
                .single();
    }
}

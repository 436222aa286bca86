package io.kikkake.server.line;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Words that stand for a customer who signed in at the shop, while LINE asks whether to link. Each is good once. */
@Component
class Nonces {

    private static final Duration GOOD_FOR = Duration.ofHours(1);

    /** LINE wants at least 128 bits. */
    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom chance = new SecureRandom();

    Nonces(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    String give(String userId) {
        var bytes = new byte[BYTES];
        chance.nextBytes(bytes);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        jdbc.sql("delete from line_nonce where made_at < ?::timestamptz")
                .params(now.minus(Duration.ofDays(1)).toString())
                .update();
        jdbc.sql("insert into line_nonce (nonce, user_id, made_at) values (?, ?, ?::timestamptz)")
                .params(nonce, userId, now.toString())
                .update();
        return nonce;
    }

    /** Whom it stands for; empty where it is none of ours or too old. */
    Optional<String> userOf(String nonce) {
        return jdbc.sql("select user_id from line_nonce where nonce = ? and made_at >= ?::timestamptz")
                .params(nonce, clock.instant().minus(GOOD_FOR).toString())
                .query(String.class)
                .optional();
    }

    void spend(String nonce) {
        jdbc.sql("delete from line_nonce where nonce = ?").params(nonce).update();
    }
}

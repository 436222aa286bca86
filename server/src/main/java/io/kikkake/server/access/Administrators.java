package io.kikkake.server.access;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The people who may sign in. */
@Component
class Administrators {

    /** BCrypt reads no more than this many bytes of a password. */
    static final int LONGEST_PASSWORD_BYTES = 72;

    record Administrator(String email, String passwordHash, boolean mustChange) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final PasswordEncoder encoder = new BCryptPasswordEncoder();
    private final String hashOfNobody = encoder.encode("nobody has this password");

    Administrators(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    boolean none() {
        return jdbc.sql("select not exists (select from administrator)")
                .query(Boolean.class)
                .single();
    }

    Optional<Administrator> named(String email) {
        return jdbc.sql("select email, password_hash, must_change from administrator where email = ?")
                .param(email.strip().toLowerCase(Locale.ROOT))
                .query(Administrator.class)
                .optional();
    }

    /** Takes the same time for an unknown address as for a wrong password, so that it does not tell who is there. */
    Optional<Administrator> withPassword(String email, String password) {
        Optional<Administrator> found = named(email);
        String hash = found.map(Administrator::passwordHash).orElse(hashOfNobody);
        return isLongerThanRead(password) || !encoder.matches(password, hash) ? Optional.empty() : found;
    }

    void create(String email, String password) {
        jdbc.sql("insert into administrator (email, password_hash, must_change, created_at)"
                        + " values (?, ?, true, to_timestamp(?))")
                .params(email.toLowerCase(Locale.ROOT), encoder.encode(password), clock.millis() / 1000.0)
                .update();
    }

    void changePassword(String email, String next) {
        jdbc.sql("update administrator set password_hash = ?, must_change = false where email = ?")
                .params(encoder.encode(next), email)
                .update();
    }

    static boolean isLongerThanRead(String password) {
        return password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_PASSWORD_BYTES;
    }
}

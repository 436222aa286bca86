package io.kikkake.server.delivery;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The secret with which links in mails are signed: made once, kept in the database, so that links stay good. */
@Component
public class SigningKey {

    private static final String NAME = "link-key";
    private static final String ALGORITHM = "HmacSHA256";

    private final JdbcClient jdbc;

    /** Never fed, only copied: looking the algorithm up and taking the key cost more than signing. */
    private volatile @Nullable Mac untouched;

    SigningKey(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** HMAC-SHA256, 32 bytes. */
    public byte[] sign(byte[] message) {
        try {
            return ((Mac) mac().clone()).doFinal(message);
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Mac mac() throws GeneralSecurityException {
        Mac known = untouched;
        if (known == null) {
            known = Mac.getInstance(ALGORITHM);
            known.init(new SecretKeySpec(Base64.getDecoder().decode(load()), ALGORITHM));
            untouched = known;
        }
        return known;
    }

    private String load() {
        var fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql("insert into setting (name, value) values (?, to_jsonb(?::text)) on conflict (name) do nothing")
                .params(NAME, Base64.getEncoder().encodeToString(fresh))
                .update();
        return jdbc.sql("select value #>> '{}' from setting where name = ?")
                .params(NAME)
                .query(String.class)
                .single();
    }
}

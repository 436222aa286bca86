package io.kikkake.server.tracking;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The secret with which pixels and links are signed: made once, kept in the database, read when the process starts, so that
 * answering a click needs no database.
 */
@Component
class TrackingKey {

    /** 96 bits: nobody guesses them against a server that answers each guess. */
    static final int SIGNATURE = 12;

    private static final String NAME = "tracking-key";
    private static final String ALGORITHM = "HmacSHA256";

    /** Never fed, only copied: looking the algorithm up and taking the key cost more than signing. */
    private final Mac untouched;

    @Autowired
    TrackingKey(JdbcClient jdbc) {
        this(load(jdbc));
    }

    TrackingKey(byte[] secret) {
        try {
            untouched = Mac.getInstance(ALGORITHM);
            untouched.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    /** What was said, followed by its signature. */
    byte[] signed(byte[] said, int length) {
        byte[] signed = Arrays.copyOf(said, length + SIGNATURE);
        System.arraycopy(mac(said, length), 0, signed, length, SIGNATURE);
        return signed;
    }

    /** Whether the last bytes are the signature of those before them. */
    boolean isOurs(byte[] signed) {
        int length = signed.length - SIGNATURE;
        return length > 0
                && MessageDigest.isEqual(
                        Arrays.copyOfRange(signed, length, signed.length),
                        Arrays.copyOf(mac(signed, length), SIGNATURE));
    }

    private byte[] mac(byte[] said, int length) {
        try {
            Mac mac = (Mac) untouched.clone();
            mac.update(said, 0, length);
            return mac.doFinal();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The Mac of every Java can be copied", e);
        }
    }

    private static byte[] load(JdbcClient jdbc) {
        var fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql("insert into setting (name, value) values (?, to_jsonb(?::text)) on conflict (name) do nothing")
                .params(NAME, Base64.getEncoder().encodeToString(fresh))
                .update();
        return Base64.getDecoder()
                .decode(jdbc.sql("select value #>> '{}' from setting where name = ?")
                        .params(NAME)
                        .query(String.class)
                        .single());
    }
}

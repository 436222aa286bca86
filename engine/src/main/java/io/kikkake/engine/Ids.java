package io.kikkake.engine;

import io.kikkake.engine.state.Run;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Ids derived from what caused a thing: 128 bits of SHA-256 over the parts, each with its length, in hex. */
final class Ids {

    private static final int BYTES = 16;

    private Ids() {}

    static String run(String scenario, long customer, @Nullable String key, long event) {
        MessageDigest digest = sha256();
        add(digest, scenario);
        add(digest, customer);
        // A run without a key is another than one whose key is the empty text.
        add(digest, key == null ? 0 : 1);
        add(digest, key == null ? "" : key);
        add(digest, event);
        return hex(digest, BYTES);
    }

    /** @param cause names what is no event */
    static String run(String scenario, long customer, @Nullable String key, String cause) {
        MessageDigest digest = sha256();
        add(digest, run(scenario, customer, key, 0));
        add(digest, cause);
        return hex(digest, BYTES);
    }

    /** Of the message a run sends at the step it stands at. */
    static String send(Run run) {
        MessageDigest digest = sha256();
        add(digest, run.id());
        add(digest, run.step());
        add(digest, run.visit());
        return hex(digest, BYTES);
    }

    /** Stands for a text too long to be kept. */
    static String fingerprint(String text) {
        MessageDigest digest = sha256();
        add(digest, text);
        return hex(digest, digest.getDigestLength());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(digest, bytes.length);
        digest.update(bytes);
    }

    private static void add(MessageDigest digest, long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    }

    private static String hex(MessageDigest digest, int bytes) {
        return HexFormat.of().formatHex(digest.digest(), 0, bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

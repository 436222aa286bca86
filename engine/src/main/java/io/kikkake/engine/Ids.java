package io.kikkake.engine;

import io.kikkake.engine.state.Run;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Ids derived from what caused a thing: 128 bits of SHA-256 over the parts, each with its length, in hex. */
final class Ids {

    private static final int BYTES = 16;
    /** Never fed, only copied: looking the algorithm up costs more than the hash. */
    private static final MessageDigest UNTOUCHED = lookUp();

    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int CODE_LENGTH = 12;

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

    /** Of the message a run sends, or of what else it does, at the step it stands at. */
    static String send(Run run) {
        MessageDigest digest = sha256();
        add(digest, run.id());
        add(digest, run.step());
        add(digest, run.visit());
        return hex(digest, BYTES);
    }

    /**
     * Whether the customer is among those kept without mail: always the same ones, others for each scenario.
     *
     * @param scenario empty for mail of any
     * @param share of all customers, in hundredths of a percent
     */
    static boolean isHeldOut(String scenario, long customer, int share) {
        if (share <= 0) {
            return false;
        }
        MessageDigest digest = sha256();
        add(digest, "holdout");
        add(digest, scenario);
        add(digest, customer);
        return Integer.remainderUnsigned(ByteBuffer.wrap(digest.digest()).getInt(), 10_000) < share;
    }

    /** Of what a run did earlier at a step and is counted once for. */
    static String arm(Run run, String step) {
        MessageDigest digest = sha256();
        add(digest, run.id());
        add(digest, step);
        return hex(digest, BYTES);
    }

    /** A coupon code for the step a run stands at: 12 signs of 31, none of which looks like another. */
    static String code(Run run) {
        MessageDigest digest = sha256();
        add(digest, "coupon");
        add(digest, run.id());
        add(digest, run.step());
        add(digest, run.visit());
        var number = new BigInteger(1, digest.digest());
        BigInteger signs = BigInteger.valueOf(SIGNS.length());
        var code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            if (i > 0 && i % 4 == 0) {
                code.append('-');
            }
            code.append(SIGNS.charAt(number.mod(signs).intValue()));
            number = number.divide(signs);
        }
        return code.toString();
    }

    /** Where a customer stands among all at a split, 0 to 9,999: always the same. */
    static int share(String scenario, String step, long customer) {
        MessageDigest digest = sha256();
        add(digest, scenario);
        add(digest, step);
        add(digest, customer);
        return (int) Long.remainderUnsigned(ByteBuffer.wrap(digest.digest()).getLong(), 10_000);
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
            return (MessageDigest) UNTOUCHED.clone();
        } catch (CloneNotSupportedException e) {
            return lookUp();
        }
    }

    private static MessageDigest lookUp() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

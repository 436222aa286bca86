package io.kikkake.engine;

import io.kikkake.engine.state.Run;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Ids derived from what caused a thing: 128 bits of SHA-256 over the parts, each with its length, in hex. */
final class Ids {

    private static final int BYTES = 16;

    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int CODE_LENGTH = 12;

    private Ids() {}

    static String run(String scenario, long customer, @Nullable String key, long event) {
        var parts = new Hashed();
        parts.add(scenario);
        parts.add(customer);
        // A run without a key is another than one whose key is the empty text.
        parts.add(key == null ? 0 : 1);
        parts.add(key == null ? "" : key);
        parts.add(event);
        return parts.hex(BYTES);
    }

    /** @param cause names what is no event */
    static String run(String scenario, long customer, @Nullable String key, String cause) {
        var parts = new Hashed();
        parts.add(run(scenario, customer, key, 0));
        parts.add(cause);
        return parts.hex(BYTES);
    }

    /** Of the message a run sends, or of what else it does, at the step it stands at. */
    static String send(Run run) {
        var parts = new Hashed();
        parts.add(run.id());
        parts.add(run.step());
        parts.add(run.visit());
        return parts.hex(BYTES);
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
        var parts = new Hashed();
        parts.add("holdout");
        parts.add(scenario);
        parts.add(customer);
        return Integer.remainderUnsigned(ByteBuffer.wrap(parts.hash()).getInt(), 10_000) < share;
    }

    /** Of what a run did earlier at a step and is counted once for. */
    static String arm(Run run, String step) {
        var parts = new Hashed();
        parts.add(run.id());
        parts.add(step);
        return parts.hex(BYTES);
    }

    /** A coupon code for the step a run stands at: 12 signs of 31, none of which looks like another. */
    static String code(Run run) {
        var parts = new Hashed();
        parts.add("coupon");
        parts.add(run.id());
        parts.add(run.step());
        parts.add(run.visit());
        var number = new BigInteger(1, parts.hash());
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
        var parts = new Hashed();
        parts.add(scenario);
        parts.add(step);
        parts.add(customer);
        return (int) Long.remainderUnsigned(ByteBuffer.wrap(parts.hash()).getLong(), 10_000);
    }

    /** Stands for a text too long to be kept. */
    static String fingerprint(String text) {
        var parts = new Hashed();
        parts.add(text);
        return parts.hex(Hashed.LENGTH);
    }
}

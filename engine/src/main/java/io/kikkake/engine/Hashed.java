package io.kikkake.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Parts one after the other, hashed at once with SHA-256: numbers as eight bytes, texts with their length before them. */
final class Hashed {

    /** Of a hash, in bytes. */
    static final int LENGTH = 32;

    /** Holds the parts of all but the longest ids. */
    private static final int USUAL = 128;

    /** Every run and message needs an id, and to make or copy a digest costs more than the hash. Left empty after each. */
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Hashed::sha256);

    private byte[] parts = new byte[USUAL];
    private int length;

    void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, parts, length, bytes.length);
        length += bytes.length;
    }

    void add(long number) {
        makeRoom(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            parts[length++] = (byte) (number >>> shift);
        }
    }

    private void makeRoom(int more) {
        if (parts.length - length < more) {
            parts = Arrays.copyOf(parts, Math.max(2 * parts.length, length + more));
        }
    }

    byte[] hash() {
        MessageDigest digest = DIGEST.get();
        digest.update(parts, 0, length);
        return digest.digest();
    }

    /** The first bytes of the hash. */
    String hex(int bytes) {
        return HexFormat.of().formatHex(hash(), 0, bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

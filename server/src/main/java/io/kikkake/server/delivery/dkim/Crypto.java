package io.kikkake.server.delivery.dkim;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/** Whose cryptography signs: Amazon Corretto's, several times faster at RSA, where its native library loads; else the JDK's. */
final class Crypto {

    private static final @Nullable Provider FAST = fast();

    private Crypto() {}

    private static @Nullable Provider fast() {
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            return provider.getLoadingError() == null ? provider : null;
        } catch (LinkageError | RuntimeException e) {
            // Not made for this machine: the JDK's own does the same, only slower.
            return null;
        }
    }

    /** As people and logs name it. */
    static String name() {
        return FAST == null ? "JDK" : FAST.getName();
    }

    /** Ready to sign any number of times, by one thread at a time. */
    static Signature signature(Algorithm algorithm, PrivateKey key) throws InvalidKeyException {
        return signature(algorithm, key, FAST);
    }

    static Signature signature(Algorithm algorithm, PrivateKey key, @Nullable Provider preferred)
            throws InvalidKeyException {
        Signature signature = find(algorithm.signature(), preferred);
        signature.initSign(key);
        return signature;
    }

    private static Signature find(String name, @Nullable Provider preferred) {
        try {
            return preferred != null && preferred.getService("Signature", name) != null
                    ? Signature.getInstance(name, preferred)
                    : Signature.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform since 15 has " + name, e);
        }
    }

    static byte[] sha256(byte[] data) {
        return sha256(ByteBuffer.wrap(data));
    }

    static byte[] sha256(ByteBuffer data) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(data);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

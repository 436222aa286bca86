package io.kikkake.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.kikkake.bench.load.Crew;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * What signing alone costs on all cores: for each mail the digest of its body and its signatures over a header's worth of
 * text, by the library the server uses.
 */
final class RawSign {
    /** With RSA-2048. */
    static final List<String> ONCE = List.of("SHA256withRSA");
    /** With Ed25519 besides. */
    static final List<String> TWICE = List.of("SHA256withRSA", "Ed25519");

    private static final int HEADER_BYTES = 1_200;

    private RawSign() {}

    /** How many mails of {@code bytes} bytes a second. */
    static double mailsPerSecond(int bytes, List<String> algorithms, Duration time) throws Exception {
        var keys = new ArrayList<PrivateKey>();
        for (String algorithm : algorithms) {
            keys.add(key(algorithm));
        }
        var signed = new LongAdder();
        long start = System.nanoTime();
        Crew.run(Runtime.getRuntime().availableProcessors(), member -> {
            var signatures = new ArrayList<Signature>();
            for (String algorithm : algorithms) {
                Signature signature = signature(algorithm);
                signature.initSign(keys.get(signatures.size()));
                signatures.add(signature);
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            var mail = new byte[bytes];
            var header = new byte[HEADER_BYTES];
            while (System.nanoTime() - start < time.toNanos()) {
                header[0] ^= digest.digest(mail)[0];
                for (Signature signature : signatures) {
                    signature.update(header);
                    signature.sign();
                }
                signed.increment();
            }
        });
        return signed.sum() / ((System.nanoTime() - start) / 1e9);
    }

    private static PrivateKey key(String algorithm) throws NoSuchAlgorithmException {
        if (!algorithm.endsWith("RSA")) {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair().getPrivate();
    }

    /** Corretto's where it was made for this machine and knows the algorithm. */
    private static Signature signature(String algorithm) throws NoSuchAlgorithmException {
        AmazonCorrettoCryptoProvider fast = AmazonCorrettoCryptoProvider.INSTANCE;
        return fast.getLoadingError() == null && fast.getService("Signature", algorithm) != null
                ? Signature.getInstance(algorithm, fast)
                : Signature.getInstance(algorithm);
    }
}

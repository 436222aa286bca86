package io.kikkake.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.kikkake.bench.load.Crew;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * What signing alone costs on all cores: for each mail the digest of its body and an RSA-2048 and an Ed25519 signature over a
 * header's worth of text, by the library the server uses.
 */
final class RawSign {
    private static final int HEADER_BYTES = 1_200;

    private RawSign() {}

    /** How many mails of {@code bytes} bytes a second. */
    static double mailsPerSecond(int bytes, Duration time) throws Exception {
        PrivateKey rsa = rsa();
        PrivateKey ed25519 =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        var signed = new LongAdder();
        long start = System.nanoTime();
        Crew.run(Runtime.getRuntime().availableProcessors(), member -> {
            Signature first = signature("SHA256withRSA");
            first.initSign(rsa);
            Signature second = signature("Ed25519");
            second.initSign(ed25519);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            var mail = new byte[bytes];
            var header = new byte[HEADER_BYTES];
            while (System.nanoTime() - start < time.toNanos()) {
                header[0] ^= digest.digest(mail)[0];
                first.update(header);
                first.sign();
                second.update(MessageDigest.getInstance("SHA-256").digest(header));
                second.sign();
                signed.increment();
            }
        });
        return signed.sum() / ((System.nanoTime() - start) / 1e9);
    }

    private static PrivateKey rsa() throws Exception {
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

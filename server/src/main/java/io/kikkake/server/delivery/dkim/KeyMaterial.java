package io.kikkake.server.delivery.dkim;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes keys and reads those that were made elsewhere. */
final class KeyMaterial {

    private static final int RSA_BITS = 2048;
    /** RFC 8301 3.2. */
    private static final int FEWEST_RSA_BITS = 1024;

    private static final int ED25519_BYTES = 32;

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (?:RSA )?PRIVATE KEY-----");

    /** {@code INTEGER 0, SEQUENCE {rsaEncryption, NULL}}: what PKCS#8 puts before a PKCS#1 key (RFC 5208, RFC 8017). */
    private static final byte[] RSA_ENCRYPTION = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private KeyMaterial() {}

    static KeyPair make(Algorithm algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm == Algorithm.RSA ? "RSA" : "Ed25519");
            if (algorithm == Algorithm.RSA) {
                generator.initialize(RSA_BITS);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform since 15 has RSA and Ed25519", e);
        }
    }

    /** As DNS has it after {@code p=}: of an RSA key all of its encoding, of an Ed25519 key only the key (RFC 8463 4.2). */
    static byte[] published(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Algorithm.of(pair.getPrivate()) == Algorithm.RSA
                ? encoded
                : Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
    }

    /** @throws IllegalArgumentException where it is no key that mails can be signed with; the text says why */
    static PrivateKey read(String pem) {
        Matcher block = PEM.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("no PEM block \"BEGIN PRIVATE KEY\" or \"BEGIN RSA PRIVATE KEY\"");
        }
        byte[] der = Base64.getMimeDecoder().decode(block.group(2));
        PrivateKey key = pkcs8(block.group(1) == null ? der : wrapped(der));
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < FEWEST_RSA_BITS) {
            throw new IllegalArgumentException("an RSA key of "
                    + rsa.getModulus().bitLength() + " bits; nobody accepts fewer than " + FEWEST_RSA_BITS);
        }
        return key;
    }

    static PrivateKey pkcs8(byte[] der) {
        var spec = new PKCS8EncodedKeySpec(der);
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(spec);
        } catch (InvalidKeySpecException e) {
            return ed25519(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey ed25519(PKCS8EncodedKeySpec spec) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(spec);
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("neither an RSA nor an Ed25519 key", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] wrapped(byte[] pkcs1) {
        var content = new ByteArrayOutputStream();
        content.writeBytes(RSA_ENCRYPTION);
        content.writeBytes(tagged(0x04, pkcs1));
        return tagged(0x30, content.toByteArray());
    }

    /** DER with a length of two bytes, as every RSA key has. */
    private static byte[] tagged(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        out.write(0x82);
        out.write(content.length >> 8);
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }
}

package io.kikkake.server.delivery.dkim;

import java.security.Key;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.Optional;

/** What mails are signed with: RSA for everybody (RFC 8301), Ed25519 for those who know it (RFC 8463). */
enum Algorithm {
    RSA("rsa-sha256", "rsa", "SHA256withRSA"),
    ED25519("ed25519-sha256", "ed25519", "Ed25519");

    private final String tag;
    private final String keyType;
    private final String signature;

    Algorithm(String tag, String keyType, String signature) {
        this.tag = tag;
        this.keyType = keyType;
        this.signature = signature;
    }

    static Algorithm of(Key key) {
        return key instanceof RSAKey ? RSA : ED25519;
    }

    /** By the name it has in signatures. */
    static Optional<Algorithm> of(String tag) {
        return Arrays.stream(values()).filter(one -> one.tag.equals(tag)).findFirst();
    }

    /** As a signature names it ({@code a=}). */
    String tag() {
        return tag;
    }

    /** As a published key names it ({@code k=}). */
    String keyType() {
        return keyType;
    }

    /** As Java names it. */
    String signature() {
        return signature;
    }

    /** What the signature is made of: Ed25519 signs the hash (RFC 8463 3). */
    byte[] signed(byte[] data) {
        return switch (this) {
            case RSA -> data;
            case ED25519 -> Crypto.sha256(data);
        };
    }
}

package io.kikkake.server.delivery.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A private key whose public half is published under {@code SELECTOR._domainkey.DOMAIN}. Used by many threads at once. */
final class DomainKey {

    private final String selector;
    private final PrivateKey key;
    private final Algorithm algorithm;
    /** Setting one up costs as much as signing. As many as ever signed at once; virtual threads keep none of their own. */
    private final ConcurrentLinkedQueue<Signature> ready = new ConcurrentLinkedQueue<>();

    DomainKey(String selector, PrivateKey key) {
        this.selector = selector;
        this.key = key;
        this.algorithm = Algorithm.of(key);
    }

    String selector() {
        return selector;
    }

    Algorithm algorithm() {
        return algorithm;
    }

    PrivateKey key() {
        return key;
    }

    /** @param data each char is a byte */
    String sign(String data) {
        try {
            Signature mine = ready.poll();
            Signature signature = mine == null ? Crypto.signature(algorithm, key) : mine;
            signature.update(algorithm.signed(data.getBytes(ISO_8859_1)));
            byte[] signed = signature.sign();
            ready.offer(signature);
            return Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The DKIM key " + selector + " does not sign: make another.", e);
        }
    }
}

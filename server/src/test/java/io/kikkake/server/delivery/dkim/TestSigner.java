package io.kikkake.server.delivery.dkim;

import java.security.KeyPair;
import java.util.Base64;
import java.util.List;

/** A domain with fresh keys, for tests outside this package. */
public final class TestSigner {

    private static final String DOMAIN = "hiyori.example";

    private final KeyPair rsa = KeyMaterial.make(Algorithm.RSA);
    private final KeyPair ed25519 = KeyMaterial.make(Algorithm.ED25519);

    public MailSigner withRsa() {
        return new MailSigner(DOMAIN, List.of(new DomainKey("k1", rsa.getPrivate())));
    }

    public MailSigner withEd25519() {
        return new MailSigner(DOMAIN, List.of(new DomainKey("k1e", ed25519.getPrivate())));
    }

    public MailSigner withBoth() {
        return new MailSigner(
                DOMAIN, List.of(new DomainKey("k1", rsa.getPrivate()), new DomainKey("k1e", ed25519.getPrivate())));
    }

    /** What DNS would answer, a line for each name. */
    public String published() {
        return line("k1", Algorithm.RSA, rsa) + line("k1e", Algorithm.ED25519, ed25519);
    }

    private static String line(String selector, Algorithm algorithm, KeyPair pair) {
        return selector + "._domainkey." + DOMAIN + " v=DKIM1; k=" + algorithm.keyType() + "; p="
                + Base64.getEncoder().encodeToString(KeyMaterial.published(pair)) + "\n";
    }
}

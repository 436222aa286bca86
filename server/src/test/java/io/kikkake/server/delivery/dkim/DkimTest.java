package io.kikkake.server.delivery.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.server.delivery.dkim.Canonical.Field;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DkimTest {

    private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
    private static final KeyPair RSA = KeyMaterial.make(Algorithm.RSA);
    private static final KeyPair ED25519 = KeyMaterial.make(Algorithm.ED25519);

    private static final MailSigner SIGNER = new MailSigner(
            "hiyori.example",
            List.of(new DomainKey("k1", RSA.getPrivate()), new DomainKey("k1e", ED25519.getPrivate())));

    private static final String MAIL = """
            From: =?UTF-8?B?44Gy44KI44KK?= <shop@hiyori.example>
            To: hanako@example.jp
            Subject: =?UTF-8?B?5Lu25ZCN?=
             =?UTF-8?B?5Lu25ZCN?=
            Date: Wed, 1 Apr 2026 09:00:00 +0900
            Message-ID: <m-1@hiyori.example>
            List-Unsubscribe: <https://mail.example/u/AAAA>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            Feedback-ID: mail_1:cart:offers:hiyoriexample
            MIME-Version: 1.0
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: quoted-printable

            Hello  there,
            you.

            """.replace("\n", "\r\n");

    /** RFC 8463, appendix A.3. */
    private static final String FOOTBALL = """
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>

            Hi.

            We lost the game.  Are you hungry yet?

            Joe.
            """.replace("\n", "\r\n");

    private static final String FOOTBALL_SIGNATURE = """
            DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=brisbane; t=1528637909; h=from : to :
             subject : date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=""".replace("\n", "\r\n");

    @Test
    void the_example_of_rfc_6376_is_made_canonical_as_it_says() {
        ByteBuffer mail = US_ASCII.encode("A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n");
        int body = Canonical.bodyOf(mail);

        assertThat(Canonical.fields(mail, body))
                .containsExactly(new Field("a", "a:X\r\n"), new Field("b", "b:Y Z\r\n"));
        assertThat(US_ASCII.decode(Canonical.body(mail, body)).toString()).isEqualTo(" C \r\nD \t E\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "~~,~\\r\\n~",
                "~\\r\\n~,~\\r\\n~",
                "~\\r\\n \\r\\n~,~\\r\\n \\r\\n~",
                "~a~,~a\\r\\n~",
                "~ a\\r\\n~,~ a\\r\\n~",
                "~a \\r\\n\\r\\n~,~a \\r\\n~",
                "~\\r\\na\\r\\n\\r\\n\\r\\n~,~\\r\\na\\r\\n~"
            })
    void bodies_at_their_ends(String body, String canonical) {
        assertThat(US_ASCII.decode(Canonical.body(US_ASCII.encode(unescaped(body)), 0))
                        .toString())
                .isEqualTo(unescaped(canonical));
    }

    private static String unescaped(String text) {
        return text.replace("\\r\\n", "\r\n");
    }

    @Test
    void the_signature_of_rfc_8463_comes_out() {
        byte[] seed = Base64.getDecoder().decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");
        byte[] pkcs8 = HexFormat.of()
                .parseHex("302e020100300506032b657004220420" + HexFormat.of().formatHex(seed));
        ByteBuffer mail = US_ASCII.encode(FOOTBALL);
        int body = Canonical.bodyOf(mail);

        String canonical = Canonical.field(FOOTBALL_SIGNATURE).line();
        String data =
                MailSigner.signed(Canonical.fields(mail, body), "from:to:subject:date:message-id:from:subject:date")
                        + canonical.substring(0, canonical.length() - 2);
        assertThat(new DomainKey("brisbane", KeyMaterial.pkcs8(pkcs8)).sign(data))
                .isEqualTo("/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==");
    }

    @Test
    void another_verifier_believes_us() throws Exception {
        assertThat(believed(SIGNER, MAIL)).isTrue();
        assertThat(believed(SIGNER, MAIL + "\r\n \r\n")).isTrue();
    }

    @Test
    void what_is_changed_on_the_way_is_noticed() throws Exception {
        String signed = signed(SIGNER, MAIL);

        for (String changed : List.of(
                signed.replace("Hello", "Hallo"),
                signed.replace("shop@", "thief@"),
                signed.replace("/u/AAAA", "/u/BBBB"),
                signed.replace("mail_1:cart", "mail_2:cart"),
                "From: thief@elsewhere.example\r\n" + signed,
                signed + "more\r\n")) {
            assertThatThrownBy(() -> verify(changed)).isInstanceOf(FailException.class);
        }
        for (String harmless : List.of(
                "Received: from a by b\r\n" + signed, signed.replace("Subject: ", "SUBJECT:\t"), signed + "\r\n\r\n")) {
            verify(harmless);
        }
    }

    @Test
    void rsa_signs_first_and_ed25519_after_it_both_for_the_domain_of_the_sender() {
        String signed = signed(SIGNER, MAIL);

        assertThat(signed)
                .startsWith("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple;\r\n d=hiyori.example;\r\n s=k1;");
        assertThat(signed.indexOf("a=ed25519-sha256")).isGreaterThan(signed.indexOf("a=rsa-sha256"));
        assertThat(signed)
                .contains("h=from:from:to:to:subject:subject:date:date:")
                .doesNotContain("l=");
        assertThat(signed.split("\r\n\r\n")[0].split("\r\n"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
    }

    @Test
    void the_ed25519_signature_is_good_too() throws Exception {
        ByteBuffer mail = UTF_8.encode(MAIL);
        String field =
                signed(new MailSigner("hiyori.example", List.of(new DomainKey("k1e", ED25519.getPrivate()))), MAIL);
        String own = field.substring(0, field.indexOf("From:"));
        int value = own.indexOf("b=", own.indexOf("bh=") + 3) + 2;
        String canonical = Canonical.field(own.substring(0, value)).line();
        String names =
                own.substring(own.indexOf("h=") + 2, own.indexOf(";\r\n bh=")).replaceAll("\\s", "");
        String data = MailSigner.signed(Canonical.fields(mail, Canonical.bodyOf(mail)), names)
                + canonical.substring(0, canonical.length() - 2);

        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(ED25519.getPublic());
        verifier.update(Crypto.sha256(data.getBytes(ISO_8859_1)));
        assertThat(verifier.verify(Base64.getMimeDecoder().decode(own.substring(value))))
                .isTrue();
    }

    @Property(tries = 100)
    void any_mail_is_believed(
            @ForAll @StringLength(max = 300) @Chars({' ', '\t', '\n', 'a', '.', '=', ':', ';'}) String body,
            @ForAll @StringLength(min = 1, max = 60) @Chars({' ', 'a', ':', ';', '=', '\t'}) String subject)
            throws Exception {
        String mail = MAIL.substring(0, MAIL.indexOf("\r\n\r\n"))
                        .replaceAll("Subject: .*\\r\\n .*\\r\\n", "Subject: x" + subject + "x\r\n")
                + "\r\n\r\nx" + body.replace("\n", "\r\n") + "\r\n";
        assertThat(believed(SIGNER, mail)).isTrue();
    }

    @Test
    void many_at_once_sign_with_the_same_key() {
        assertThat(IntStream.range(0, 200)
                        .parallel()
                        .mapToObj(i -> signed(SIGNER, MAIL))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void corretto_signs_as_the_jdk_does() throws Exception {
        byte[] data = "abc".getBytes(US_ASCII);
        Signature slow = Crypto.signature(Algorithm.RSA, RSA.getPrivate(), null);
        slow.update(data);

        assertThat(new DomainKey("k1", RSA.getPrivate()).sign("abc"))
                .isEqualTo(Base64.getEncoder().encodeToString(slow.sign()));
    }

    @Test
    void keys_made_elsewhere_are_read() {
        String pkcs8 = pem("PRIVATE KEY", RSA.getPrivate().getEncoded());
        // What is left without the 26 bytes of PKCS#8 around it is PKCS#1.
        byte[] encoded = RSA.getPrivate().getEncoded();
        String pkcs1 = pem("RSA PRIVATE KEY", Arrays.copyOfRange(encoded, 26, encoded.length));

        assertThat(KeyMaterial.read(pkcs8)).isEqualTo(RSA.getPrivate());
        assertThat(KeyMaterial.read("# made by opendkim-genkey\n" + pkcs1)).isEqualTo(RSA.getPrivate());
        PrivateKey ed25519 =
                KeyMaterial.read(pem("PRIVATE KEY", ED25519.getPrivate().getEncoded()));
        assertThat(Algorithm.of(ed25519)).isEqualTo(Algorithm.ED25519);
        assertThatThrownBy(() -> KeyMaterial.read("k1")).hasMessageContaining("PEM");
        assertThatThrownBy(() -> KeyMaterial.read(pem("PRIVATE KEY", new byte[] {1, 2, 3})))
                .hasMessageContaining("neither an RSA nor an Ed25519 key");
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    private static String signed(MailSigner signer, String mail) {
        return signer.sign(UTF_8.encode(mail), NOW) + mail;
    }

    private static boolean believed(MailSigner signer, String mail) throws Exception {
        return verify(signed(signer, mail));
    }

    /** With Apache James's, which looks at RSA only, and hashes an empty body as "simple" would. */
    private static boolean verify(String signed) throws Exception {
        var verifier = new DKIMVerifier((type, selector, domain) ->
                List.of("v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(KeyMaterial.published(RSA))));
        return Objects.requireNonNull(verifier.verify(new ByteArrayInputStream(signed.getBytes(UTF_8)))).stream()
                .anyMatch(record -> Objects.toString(record.getSelector()).equals("k1"));
    }
}

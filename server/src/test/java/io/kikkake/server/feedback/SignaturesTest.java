package io.kikkake.server.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestSettings;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignaturesTest {

    private static final Instant NOW = Instant.parse("2026-04-01T03:00:00Z");

    @Test
    void sendGridsSignatureCoversTimestampAndBody() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        byte[] body = "[{\"event\":\"bounce\"}]".getBytes(UTF_8);
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(keys.getPrivate());
        signer.update("1775012400".getBytes(UTF_8));
        signer.update(body);
        String signature = Base64.getEncoder().encodeToString(signer.sign());
        var signatures = new Signatures(TestSettings.with(Map.of(
                "kikkake.feedback.hooks.sendgrid-key",
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()))));

        assertThat(signatures.sendgrid(signature, "1775012400", body)).isTrue();
        assertThat(signatures.sendgrid(signature, "1775012401", body)).isFalse();
        assertThat(signatures.sendgrid(signature, "1775012400", "[]".getBytes(UTF_8)))
                .isFalse();
        assertThat(signatures.sendgrid(null, "1775012400", body)).isFalse();
        assertThat(signatures.sendgrid("???", "1775012400", body)).isFalse();
    }

    @Test
    void mailgunsSignatureHoldsForAQuarterOfAnHour() throws Exception {
        var signatures = new Signatures(TestSettings.with(Map.of("kikkake.feedback.hooks.mailgun-key", "secret")));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(UTF_8), "HmacSHA256"));
        String time = Long.toString(NOW.getEpochSecond());
        String signature = HexFormat.of().formatHex(mac.doFinal((time + "token").getBytes(UTF_8)));

        assertThat(signatures.mailgun(time, "token", signature, NOW)).isTrue();
        assertThat(signatures.mailgun(time, "token", signature, NOW.plusSeconds(901)))
                .isFalse();
        assertThat(signatures.mailgun(time, "other", signature, NOW)).isFalse();
    }

    @Test
    void postmarkProvesItselfByPassword() {
        var signatures = new Signatures(TestSettings.with(Map.of("kikkake.feedback.hooks.postmark-secret", "secret")));
        String good = "Basic " + Base64.getEncoder().encodeToString("kikkake:secret".getBytes(UTF_8));
        String bad = "Basic " + Base64.getEncoder().encodeToString("kikkake:wrong".getBytes(UTF_8));
        assertThat(signatures.postmark(good)).isTrue();
        assertThat(signatures.postmark(bad)).isFalse();
        assertThat(signatures.postmark(null)).isFalse();
    }

    @Test
    void whatIsNotSetUpIsClosed() {
        var signatures = new Signatures(TestSettings.defaults());
        assertThat(signatures.postmark("Basic Og==")).isFalse();
        assertThat(signatures.mailgun(Long.toString(NOW.getEpochSecond()), "t", "", NOW))
                .isFalse();
        assertThat(signatures.sendgrid("", "", new byte[0])).isFalse();
    }

    @Test
    void snsIsAskedForCertificatesOnlyAtAmazonAndOnlyForOurTopics() {
        var asked = new java.util.ArrayList<java.net.URI>();
        var topics = new SnsTopics(List.of("arn:aws:sns:ap-northeast-1:1:mine"), address -> {
            asked.add(address);
            return new byte[0];
        });
        String message = """
                {"Type":"Notification","TopicArn":"%s","SignatureVersion":"2","SigningCertURL":"%s","Signature":"AA==",
                 "Message":"m","MessageId":"1","Timestamp":"t"}""";
        String good = "arn:aws:sns:ap-northeast-1:1:mine";
        for (String url : List.of(
                "https://evil.example/sns.pem",
                "http://sns.us-east-1.amazonaws.com/a.pem",
                "https://sns.us-east-1.amazonaws.com.evil.example/a.pem",
                "https://sns.us-east-1.amazonaws.com@evil.example/a.pem")) {
            assertThat(topics.check(message.formatted(good, url).getBytes(UTF_8)))
                    .isEqualTo(SnsTopics.Check.FORGED);
        }
        assertThat(topics.check(message.formatted("arn:other", "https://sns.us-east-1.amazonaws.com/a.pem")
                        .getBytes(UTF_8)))
                .isEqualTo(SnsTopics.Check.FORGED);
        assertThat(asked).isEmpty();
    }
}

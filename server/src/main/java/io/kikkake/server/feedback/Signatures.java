package io.kikkake.server.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.server.platform.Settings;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a call is the provider's. Without the setting by which that can be known, none is. */
@Component
class Signatures {

    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final Settings.Hooks hooks;

    Signatures(Settings settings) {
        this.hooks = settings.feedback().hooks();
    }

    /** ECDSA over timestamp and body (docs.sendgrid.com: signed event webhook). */
    boolean sendgrid(@Nullable String signature, @Nullable String timestamp, byte[] body) {
        if (hooks.sendgridKey() == null || signature == null || timestamp == null) {
            return false;
        }
        try {
            var key = KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(hooks.sendgridKey())));
            Signature check = Signature.getInstance("SHA256withECDSA");
            check.initVerify(key);
            check.update(timestamp.getBytes(UTF_8));
            check.update(body);
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** HMAC-SHA256 over timestamp and token, not older or newer than a quarter of an hour. */
    boolean mailgun(String timestamp, String token, String signature, Instant now) {
        if (hooks.mailgunKey() == null || token.isEmpty() || token.length() > 200) {
            return false;
        }
        try {
            Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
            if (Duration.between(at, now).abs().compareTo(WINDOW) > 0) {
                return false;
            }
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(hooks.mailgunKey().getBytes(UTF_8), "HmacSHA256"));
            String expected = HexFormat.of().formatHex(mac.doFinal((timestamp + token).getBytes(UTF_8)));
            return same(expected, signature.toLowerCase(Locale.ROOT));
        } catch (GeneralSecurityException | IllegalArgumentException | java.time.DateTimeException e) {
            return false;
        }
    }

    /** Postmark signs nothing: its URL carries a password. */
    boolean postmark(@Nullable String authorization) {
        if (hooks.postmarkSecret() == null || authorization == null || !authorization.startsWith("Basic ")) {
            return false;
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), UTF_8);
            return same(hooks.postmarkSecret(), pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean same(String expected, String told) {
        return MessageDigest.isEqual(expected.getBytes(UTF_8), told.getBytes(UTF_8));
    }
}

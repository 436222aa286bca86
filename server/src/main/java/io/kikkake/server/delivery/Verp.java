package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.server.platform.Settings;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The envelope sender that says which message came back: {@code b+TOKEN@BOUNCE-DOMAIN}, where the token is the message's id and a
 * short signature, so that nobody can make one up. It needs no case kept: mail servers on the way may lower it.
 */
@Component
public class Verp {

    private static final int SIGNATURE_BYTES = 10;
    /** With {@code b+} and the signature no more than the 64 octets of a local part (RFC 5321 4.5.3.1.1). */
    private static final Pattern ID = Pattern.compile("[a-z0-9_-]{1,42}");

    /** What forwarders put in front, such as {@code SRS0=hash=tt=domain=b+token}, is passed over. */
    private static final Pattern LOCAL_PART = Pattern.compile("(?:.*=)?b\\+([a-z0-9_-]{1,42})([0-9a-f]{20})");

    private final SigningKey key;
    private final @Nullable String domain;

    Verp(SigningKey key, Settings settings) {
        this.key = key;
        String named = settings.mail().bounceDomain();
        this.domain = named == null || named.isBlank() ? null : named.strip();
    }

    /**
     * The envelope sender of a message.
     *
     * @return empty where no bounce domain is set, or the id cannot stand in an address (those the engine makes can)
     */
    Optional<String> sender(String sendId) {
        if (domain == null || !ID.matcher(sendId).matches()) {
            return Optional.empty();
        }
        return Optional.of("b+" + sendId + signature(sendId) + "@" + domain);
    }

    /**
     * Whose message a bounce is about.
     *
     * @param localPart what stands before the @ of the address the bounce was sent to
     * @return the message's id; empty for anything we did not sign
     */
    public Optional<String> read(String localPart) {
        Matcher token = LOCAL_PART.matcher(localPart.toLowerCase(Locale.ROOT));
        if (localPart.length() > 254 || !token.matches()) {
            return Optional.empty();
        }
        String id = token.group(1);
        boolean ours = MessageDigest.isEqual(
                signature(id).getBytes(UTF_8), token.group(2).getBytes(UTF_8));
        return ours ? Optional.of(id) : Optional.empty();
    }

    private String signature(String id) {
        byte[] signature = key.sign(("bounce of " + id).getBytes(UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(signature, SIGNATURE_BYTES));
    }
}

package io.kikkake.server.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.server.delivery.SigningKey;
import io.kikkake.server.platform.Settings;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The address at which a subscription is confirmed, {@code /c/TOKEN}. The token is signed and names the mailbox it was sent to, so
 * that it confirms nothing for another one.
 */
@Component
class ConfirmationLinks {

    private static final byte CONFIRMATION = 'c';
    private static final int ADDRESS = 12;
    private static final int SIGNATURE = 16;
    private static final int SHORTEST = 1 + 8 + 8 + ADDRESS + SIGNATURE;
    private static final int LONGEST = 400;

    /** @param until when it ends */
    record Asked(long customer, String topic, Instant until, byte[] address) {}

    private final SigningKey key;
    private final String base;

    ConfirmationLinks(SigningKey key, Settings settings) {
        this.key = key;
        this.base = settings.baseUrl();
    }

    String link(long customer, String topic, String address, Instant until) {
        byte[] topicBytes = topic.getBytes(UTF_8);
        byte[] said = ByteBuffer.allocate(1 + 8 + 8 + ADDRESS + topicBytes.length)
                .put(CONFIRMATION)
                .putLong(customer)
                .putLong(until.getEpochSecond())
                .put(fingerprint(address))
                .put(topicBytes)
                .array();
        byte[] token = Arrays.copyOf(said, said.length + SIGNATURE);
        System.arraycopy(key.sign(said), 0, token, said.length, SIGNATURE);
        return base + "/c/" + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Empty for anything we did not sign. */
    Optional<Asked> read(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length <= SHORTEST || bytes[0] != CONFIRMATION) {
                return Optional.empty();
            }
            byte[] said = Arrays.copyOf(bytes, bytes.length - SIGNATURE);
            byte[] signature = Arrays.copyOfRange(bytes, said.length, bytes.length);
            if (!MessageDigest.isEqual(signature, Arrays.copyOf(key.sign(said), SIGNATURE))) {
                return Optional.empty();
            }
            ByteBuffer buffer = ByteBuffer.wrap(said, 1, said.length - 1);
            long customer = buffer.getLong();
            Instant until = Instant.ofEpochSecond(buffer.getLong());
            var address = new byte[ADDRESS];
            buffer.get(address);
            var topic = new byte[buffer.remaining()];
            buffer.get(topic);
            return Optional.of(new Asked(customer, new String(topic, UTF_8), until, address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isFor(Asked asked, String address) {
        return MessageDigest.isEqual(asked.address(), fingerprint(address));
    }

    private byte[] fingerprint(String address) {
        byte[] said = ("address " + address.strip().toLowerCase(Locale.ROOT)).getBytes(UTF_8);
        return Arrays.copyOf(key.sign(said), ADDRESS);
    }
}

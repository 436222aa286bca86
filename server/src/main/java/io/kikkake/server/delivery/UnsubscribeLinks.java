package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.server.platform.Settings;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The address in each mail under which its reader can stop the topic: {@code /u/TOKEN}. The token says who, what and by which
 * message, and is signed, so that nobody can make one for somebody else.
 */
@Component
class UnsubscribeLinks {

    private static final int SIGNATURE = 16;
    private static final int LONGEST = 2000;

    /** What a token stands for. */
    record Refusal(long customer, String topic, String message) {}

    private final SigningKey key;
    private final String base;

    UnsubscribeLinks(SigningKey key, Settings settings) {
        this.key = key;
        this.base = settings.baseUrl();
    }

    String link(long customer, String topic, String message) {
        byte[] topicBytes = topic.getBytes(UTF_8);
        byte[] messageBytes = message.getBytes(UTF_8);
        ByteBuffer token = ByteBuffer.allocate(8 + 2 + topicBytes.length + messageBytes.length + SIGNATURE);
        token.putLong(customer)
                .putShort((short) topicBytes.length)
                .put(topicBytes)
                .put(messageBytes);
        byte[] signature = key.sign(Arrays.copyOf(token.array(), token.position()));
        token.put(signature, 0, SIGNATURE);
        return base + "/u/" + Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    /** Empty for anything we did not sign. */
    Optional<Refusal> read(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length < 8 + 2 + SIGNATURE) {
                return Optional.empty();
            }
            byte[] said = Arrays.copyOf(bytes, bytes.length - SIGNATURE);
            byte[] signature = Arrays.copyOfRange(bytes, said.length, bytes.length);
            if (!MessageDigest.isEqual(signature, Arrays.copyOf(key.sign(said), SIGNATURE))) {
                return Optional.empty();
            }
            ByteBuffer buffer = ByteBuffer.wrap(said);
            long customer = buffer.getLong();
            var topic = new byte[buffer.getShort()];
            buffer.get(topic);
            var message = new byte[buffer.remaining()];
            buffer.get(message);
            return Optional.of(new Refusal(customer, new String(topic, UTF_8), new String(message, UTF_8)));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }
}

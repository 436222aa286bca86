package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.server.platform.Settings;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * The addresses in each mail under which its reader can stop the topic, {@code /u/TOKEN}, or choose, {@code /p/TOKEN}. The token
 * says who, what and by which message, and is signed, so that nobody can make one for somebody else.
 */
@Component
public class UnsubscribeLinks {

    private static final int SIGNATURE = 16;
    private static final int LONGEST = 2000;

    /** What is signed for one page opens no other. */
    private static final byte PREFERENCES = 'p';

    /** What a token stands for. */
    public record Refusal(long customer, String topic, String message) {}

    private final SigningKey key;
    private final String base;

    UnsubscribeLinks(SigningKey key, Settings settings) {
        this.key = key;
        this.base = settings.baseUrl();
    }

    public String link(long customer, String topic, String message) {
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

    /** Good as long as the customer is there. */
    public String preferences(long customer) {
        byte[] said = preferring(customer);
        ByteBuffer token = ByteBuffer.allocate(said.length + SIGNATURE).put(said);
        token.put(key.sign(said), 0, SIGNATURE);
        return base + "/p/" + Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    private static byte[] preferring(long customer) {
        return ByteBuffer.allocate(1 + 8).put(PREFERENCES).putLong(customer).array();
    }

    /** Whose preferences the token of a link opens; empty for anything we did not sign. */
    public OptionalLong customer(String token) {
        if (token.length() > LONGEST) {
            return OptionalLong.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length != 1 + 8 + SIGNATURE || bytes[0] != PREFERENCES) {
                return OptionalLong.empty();
            }
            byte[] said = Arrays.copyOf(bytes, bytes.length - SIGNATURE);
            byte[] signature = Arrays.copyOfRange(bytes, said.length, bytes.length);
            return MessageDigest.isEqual(signature, Arrays.copyOf(key.sign(said), SIGNATURE))
                    ? OptionalLong.of(ByteBuffer.wrap(said).getLong(1))
                    : OptionalLong.empty();
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }

    /** Empty for anything we did not sign. */
    public Optional<Refusal> read(String token) {
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

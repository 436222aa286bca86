package io.kikkake.server.channel;

import io.kikkake.engine.value.Value;
import java.time.Instant;

/**
 * One message for one customer.
 *
 * @param id the same for every attempt: whoever takes messages may tell by it that one is there already
 * @param address as the customer has it; empty for a channel that needs none
 * @param content of the message for this channel, filled in; mail: {@code subject}, {@code html}, {@code text},
 *     {@code from} with {@code name} and {@code email}, {@code reply-to} (an address, or the same two), {@code attachments} with
 *     {@code name}, {@code type}, {@code base64} and {@code inline-as}
 * @param topicName as the customer reads it
 * @param marketing whether the customer must be able to stop it
 * @param unsubscribe where the customer stops it
 * @param attempt 1 for the first
 */
public record Assignment(
        String id,
        long customer,
        String address,
        Value.ObjectOf content,
        String scenario,
        String step,
        String topic,
        String topicName,
        boolean marketing,
        String unsubscribe,
        int attempt,
        Instant now) {}

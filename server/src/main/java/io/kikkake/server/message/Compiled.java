package io.kikkake.server.message;

import io.kikkake.engine.scenario.Channel;
import io.kikkake.engine.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A message ready to be stored: MJML already turned into HTML, Liquid still in it and known to parse.
 *
 * @param message its id within the scenario
 * @param html absent for a message that is only text
 * @param parts by channel, what is sent by channels other than mail
 * @param watch what the message says about being tracked, as written
 * @param enclosed what files it carries, as {@link Enclosed} reads it
 */
public record Compiled(
        String message,
        String subject,
        @Nullable String html,
        String text,
        From from,
        Value.ObjectOf parts,
        Value.ObjectOf watch,
        Value.ObjectOf enclosed) {

    /** Whether it says something by the channel. */
    public boolean speaksBy(String channel) {
        return channel.equals(Channel.EMAIL.id()) ? isMail() : parts.fields().containsKey(channel);
    }

    private boolean isMail() {
        return html != null || !text.isEmpty();
    }
}

package io.kikkake.server.line;

import com.linecorp.bot.messaging.model.Message;
import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Answer;
import io.kikkake.server.channel.Assignment;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.Parcel;
import io.kikkake.server.channel.Unsendable;
import io.kikkake.server.customer.LineId;
import io.kikkake.server.platform.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Messages to friends of the official account, one push each. LINE takes a message with the same retry key once within 24 hours, so
 * what got no answer is simply tried again.
 */
final class LineChannel implements Channel {

    static final String ID = "line";
    static final String ATTRIBUTE = "lineUserId";

    /** A day, less what clocks differ. */
    private static final Duration KEY_KNOWN = Duration.ofHours(23);

    private final Settings.Line settings;
    private final LineClient line;
    private final Quota quota;
    private final Predicate<String> blocked;

    /** @param blocked whether a friend shut us out: LINE takes such a message and throws it away */
    LineChannel(Settings.Line settings, LineClient line, Quota quota, Predicate<String> blocked) {
        this.settings = settings;
        this.line = line;
        this.quota = quota;
        this.blocked = blocked;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Names name() {
        return new Names("LINE", "LINE");
    }

    @Override
    public String attribute() {
        return ATTRIBUTE;
    }

    @Override
    public boolean isReady() {
        return !settings.token().isBlank();
    }

    @Override
    public int connections() {
        return Math.clamp(settings.connections(), 1, 200);
    }

    @Override
    public int rate() {
        return Math.clamp(settings.rate(), 1, 2000);
    }

    @Override
    public Duration remembers() {
        return KEY_KNOWN;
    }

    @Override
    public List<Flaw> flaws(Value content) {
        return LineFlaws.of(content);
    }

    @Override
    public Optional<String> unusable(String address) {
        return LineId.isId(address)
                ? Optional.empty()
                : Optional.of("“" + address + "” is not a LINE user id, which is U and 32 hexadecimal digits.");
    }

    @Override
    public Parcel prepare(Assignment assignment) {
        unusable(assignment.address()).ifPresent(why -> {
            throw new Unsendable(why);
        });
        List<Message> messages = LineContent.messages(assignment.content());
        // Asked here and not when it is sent: between the last look at the right to write and the sending nothing may
        // wait for the
        // database.
        return new Push(
                assignment.address(),
                LineContent.title(messages),
                messages,
                RetryKey.of(assignment.id()),
                blocked.test(assignment.address()));
    }

    private final class Push implements Parcel {

        private final String address;
        private final String title;
        private final List<Message> messages;
        private final UUID key;
        private final boolean shut;

        /** @param shut whether the friend blocked the account */
        Push(String address, String title, List<Message> messages, UUID key, boolean shut) {
            this.address = address;
            this.title = title;
            this.messages = messages;
            this.key = key;
            this.shut = shut;
        }

        @Override
        public String address() {
            return address;
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public Answer send() {
            if (shut) {
                return new Answer.Elsewhere("The customer has blocked the account at LINE.");
            }
            if (quota.isKnownUsedUp()) {
                return new Answer.Elsewhere("This month's messages by LINE are used up.");
            }
            return switch (line.push(address, messages, key)) {
                case LineClient.Pushed.Taken(var reference) -> new Answer.Accepted(reference);
                case LineClient.Pushed.Refused(int status, String words, var after) -> refused(status, words, after);
                case LineClient.Pushed.Unreachable(String why) -> new Answer.Down("LINE cannot be reached: " + why);
                case LineClient.Pushed.NoAnswer(String why) ->
                    new Answer.Silence("LINE did not say whether it took the message: " + why);
            };
        }
    }

    private Answer refused(int status, String words, @Nullable Duration after) {
        return switch (status) {
            case 401 -> new Answer.Down("LINE refuses our token; set line: token. " + words);
            case 403 -> new Answer.Elsewhere("LINE does not allow the account to send: " + words);
            case 429 ->
                quota.isUsedUp()
                        ? new Answer.Elsewhere("This month's messages by LINE are used up.")
                        : new Answer.NotNow(words, after);
            case 400 ->
                words.contains("'to'")
                        ? new Answer.Elsewhere("LINE does not know the customer's id: " + words)
                        : new Answer.Never(words);
            default -> status / 100 == 5 ? new Answer.Silence(words) : new Answer.Never(words);
        };
    }
}

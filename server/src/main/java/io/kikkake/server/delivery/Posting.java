package io.kikkake.server.delivery;

import io.kikkake.server.channel.Answer;
import io.kikkake.server.channel.Assignment;
import io.kikkake.server.channel.Parcel;
import io.kikkake.server.channel.Said;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One mail on its way, and what a server's reply means for it. */
final class Posting implements Parcel {

    private static final Pattern QUEUED_AS = Pattern.compile(
            "(?:queued as|id=|queue id|queued mail for delivery)[ :]*<?([\\w.@-]{4,100})", Pattern.CASE_INSENSITIVE);

    private final Letter letter;
    private final MailAddress to;
    private final String title;
    private final String sender;
    private final Assignment assignment;
    private final House house;
    private final Relays relays;
    private final Clock clock;
    private @Nullable Said said;

    /** @param sender domain of the address it is from */
    Posting(
            Letter letter,
            MailAddress to,
            String title,
            String sender,
            Assignment assignment,
            House house,
            Relays relays,
            Clock clock) {
        this.letter = letter;
        this.to = to;
        this.title = title;
        this.sender = sender;
        this.assignment = assignment;
        this.house = house;
        this.relays = relays;
        this.clock = clock;
    }

    @Override
    public String address() {
        return to.local() + "@" + to.domain();
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public @Nullable Said said() {
        return said;
    }

    @Override
    public Answer send() {
        Duration wait = house.begin(clock.instant());
        if (wait.isPositive()) {
            return new Answer.Wait(wait);
        }
        long started = System.nanoTime();
        Relays.Course course = new Relays.Course.Down("it was not attempted");
        try {
            course = relays.send(letter, LetterWriter.idOf(assignment.id()), to.domain());
        } finally {
            learn(course, Duration.ofNanos(System.nanoTime() - started));
        }
        return switch (course) {
            case Relays.Course.Busy(Duration about) -> new Answer.Wait(about);
            case Relays.Course.Down(String why) -> new Answer.Down("The mail server cannot be reached: " + why);
            case Relays.Course.Answered(String server, Reply reply) -> answer(server, reply);
        };
    }

    private void learn(Relays.Course course, Duration took) {
        Reply reply = course instanceof Relays.Course.Answered(String server, Reply given) ? given : null;
        Fault fault = reply instanceof Reply.Refused refused ? Fault.of(refused) : null;
        String words = reply instanceof Reply.Refused refused ? refused.words() : "";
        house.end(took, reply instanceof Reply.Accepted, fault, words, clock.instant());
    }

    private Answer answer(String server, Reply reply) {
        return switch (reply) {
            case Reply.Accepted(String words) -> {
                said = new Said(server, 250, null, words, false);
                Matcher queued = QUEUED_AS.matcher(words);
                yield new Answer.Accepted(queued.find() ? queued.group(1) : null);
            }
            case Reply.Refused refused -> refused(server, refused);
            case Reply.Cut(String why) -> {
                said = new Said(server, null, null, why, false);
                yield new Answer.NotNow("The connection broke before the message was out: " + why, null);
            }
            case Reply.Silence(String why) -> {
                said = new Said(server, null, null, why, false);
                yield new Answer.Silence("The mail server did not say whether it took the message: " + why);
            }
            case Reply.Unreachable(String why, boolean ours) ->
                new Answer.Down("The mail server cannot be reached: " + why);
        };
    }

    private Answer refused(String server, Reply.Refused refused) {
        Fault fault = Fault.of(refused);
        String words = refused.words();
        said = new Said(server, refused.code(), refused.enhanced(), words, fault == Fault.GONE, refusal(fault));
        return switch (fault) {
            case GONE -> new Answer.Elsewhere(words);
            case POLICY, CONTENT, REFUSED -> new Answer.Never(words);
            case FULL -> refused.code() / 100 == 4 ? later(words, fault) : new Answer.Never(words);
            case OURS ->
                relays.work()
                        ? later(words, fault)
                        : new Answer.Down(
                                "The mail server takes nothing from us; correct the settings of smtp: " + words);
            case BLOCKED, GREYLISTED, SLOW_DOWN -> later(words, fault);
            case TEMPORARY -> new Answer.NotNow(words, null);
        };
    }

    private Said.@Nullable Refusal refusal(Fault fault) {
        return switch (fault) {
            case BLOCKED, POLICY, CONTENT ->
                new Said.Refusal(fault.word(), sender, to.domain().toLowerCase(Locale.ROOT));
            case GONE, FULL, GREYLISTED, SLOW_DOWN, TEMPORARY, OURS, REFUSED -> null;
        };
    }

    private Answer later(String words, Fault fault) {
        return new Answer.NotNow(words, Backoff.after(assignment.id(), assignment.attempt(), fault));
    }
}

package io.kikkake.server.delivery;

import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Answer;
import io.kikkake.server.channel.Assignment;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.Parcel;
import io.kikkake.server.channel.Unsendable;
import io.kikkake.server.customer.Profile;
import io.kikkake.server.message.Content;
import io.kikkake.server.message.Contents;
import io.kikkake.server.message.Links;
import io.kikkake.server.message.Owner;
import io.kikkake.server.message.Renderer;
import io.kikkake.server.message.RenderingFailed;
import io.kikkake.server.platform.Json;
import io.kikkake.server.tracking.Sending;
import io.kikkake.server.tracking.Tracker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Takes one claimed message all the way: last checks, rendering, the channel's answer, what that means. */
final class Postman {

    private static final Logger log = LoggerFactory.getLogger(Postman.class);

    private final Contents contents;
    private final Renderer renderer;
    private final UnsubscribeLinks links;
    private final TopicRules topics;
    private final Wishes wishes;
    private final Tracker tracker;
    private final Clock clock;
    private final Patience patience;
    private final BooleanSupplier mayWrite;

    Postman(
            Contents contents,
            Renderer renderer,
            UnsubscribeLinks links,
            TopicRules topics,
            Wishes wishes,
            Tracker tracker,
            Clock clock,
            Patience patience,
            BooleanSupplier mayWrite) {
        this.contents = contents;
        this.renderer = renderer;
        this.links = links;
        this.topics = topics;
        this.wishes = wishes;
        this.tracker = tracker;
        this.clock = clock;
        this.patience = patience;
        this.mayWrite = mayWrite;
    }

    /** Why the message must not leave by the channel, as far as that can be known now; empty if it may. */
    Optional<Outcome> guard(Claim claim, @Nullable Profile customer, Channel channel) {
        if (customer == null) {
            return Optional.of(new Outcome.Blocked("The customer no longer exists."));
        }
        if (!topics.allows(customer, claim.topic())) {
            return Optional.of(new Outcome.Blocked("The customer does not accept the topic " + claim.topic() + "."));
        }
        if (topics.refuses(customer, claim.topic(), channel.id())) {
            return Optional.of(elsewhere(claim, "The customer refuses messages by " + channel.id() + "."));
        }
        if (customer.complained()) {
            return Optional.of(new Outcome.Blocked("The customer's address is suppressed: complained."));
        }
        Optional<String> unreachable = unreachable(customer, channel);
        if (unreachable.isPresent()) {
            return unreachable.map(reason -> elsewhere(claim, reason));
        }
        return wishes.stillWanted(wish(claim))
                ? Optional.empty()
                : Optional.of(
                        new Outcome.Blocked("What its step demands of a message that leaves does not hold any more."));
    }

    private static Outcome elsewhere(Claim claim, String reason) {
        return claim.others().isEmpty() ? new Outcome.Blocked(reason) : new Outcome.Elsewhere(reason);
    }

    /** Why the channel does not get to the customer, whom another may reach. */
    private static Optional<String> unreachable(Profile customer, Channel channel) {
        String address = address(customer, channel);
        if (address == null) {
            return Optional.of(
                    channel.id().equals("email")
                            ? "The customer has no e-mail address."
                            : "The customer has no " + channel.attribute() + " to be reached at.");
        }
        String why = channel.attribute() == null ? null : customer.suppressed(address);
        if (why != null) {
            return Optional.of("The customer's address is suppressed: " + why + ".");
        }
        return channel.unusable(address);
    }

    private static @Nullable String address(Profile customer, Channel channel) {
        String attribute = channel.attribute();
        return attribute == null ? "" : customer.text(attribute);
    }

    private static Wishes.Wish wish(Claim claim) {
        return new Wishes.Wish(
                claim.customer(),
                claim.scenario(),
                claim.version(),
                claim.run(),
                claim.step(),
                claim.entry(),
                claim.outputs());
    }

    /** Whether this process may send just now: without the database, somebody else may be about to do it. */
    boolean maySend() {
        return mayWrite.getAsBoolean();
    }

    /**
     * Attempts a message that {@link #guard} let pass.
     *
     * @throws DataAccessException where the database does not answer, and nothing was sent
     */
    Attempt deliver(Claim claim, Profile customer, @Nullable Owner owner, Channel channel) {
        Instant asked = clock.instant();
        Duration wait = channel.turn(String.valueOf(address(customer, channel)), claim.awaited(), asked);
        if (wait.isPositive()) {
            return Attempt.of(claim, new Outcome.Postponed(asked.plus(wait)), asked);
        }
        Parcel parcel;
        try {
            parcel = channel.prepare(assignment(claim, customer, owner, channel));
        } catch (RenderingFailed | Unsendable e) {
            return Attempt.of(claim, new Outcome.Failed(String.valueOf(e.getMessage())), clock.instant());
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            log.error("Message {} of scenario {} could not be made", claim.message(), claim.scenario(), e);
            return Attempt.of(claim, new Outcome.Failed("The message could not be made: " + e), clock.instant());
        }
        if (!maySend()) {
            return Attempt.of(claim, new Outcome.Returned(null), clock.instant());
        }
        Answer answer = parcel.send();
        Instant now = clock.instant();
        String reference = answer instanceof Answer.Accepted(var known) ? known : null;
        return new Attempt(
                claim,
                outcome(claim, answer, channel, now),
                parcel.address(),
                parcel.title(),
                reference,
                parcel.said(),
                now);
    }

    private Assignment assignment(Claim claim, Profile customer, @Nullable Owner owner, Channel channel) {
        Instant now = clock.instant();
        String unsubscribe = links.link(claim.customer(), claim.topic(), claim.id());
        Content content = contents.content(claim.scenario(), claim.version(), claim.message());
        Value.ObjectOf filled = renderer.render(
                content,
                channel.id(),
                customer,
                Json.object(claim.entry()),
                Json.object(claim.outputs()),
                owner,
                new Links(unsubscribe, links.preferences(claim.customer())),
                now);
        boolean marketing = !topics.atLeastOnce(claim.topic());
        var sending = new Sending(
                claim.id(), claim.customer(), claim.scenario(), claim.step(), claim.message(), claim.topic(), now);
        return new Assignment(
                claim.id(),
                claim.customer(),
                String.valueOf(address(customer, channel)),
                tracker.track(filled, content.watch(), marketing, sending),
                claim.scenario(),
                claim.step(),
                claim.topic(),
                topics.name(claim.topic(), Locale.JAPANESE),
                marketing,
                unsubscribe,
                claim.attempts(),
                now);
    }

    private Outcome outcome(Claim claim, Answer answer, Channel channel, Instant now) {
        return switch (answer) {
            case Answer.Accepted accepted -> new Outcome.Sent();
            case Answer.NotNow(String why, var after) -> later(claim, why, after, now);
            case Answer.Never(String why) -> new Outcome.Failed(why);
            case Answer.Elsewhere(String why) when claim.others().isEmpty() -> new Outcome.Failed(why);
            case Answer.Elsewhere(String why) -> new Outcome.Elsewhere(why);
            case Answer.Silence(String why) -> unknown(claim, why, channel, now);
            case Answer.Down(String why) -> new Outcome.Returned(why);
            case Answer.Wait(var after) -> new Outcome.Postponed(now.plus(after));
        };
    }

    private Outcome unknown(Claim claim, String why, Channel channel, Instant now) {
        if (topics.atLeastOnce(claim.topic())) {
            return later(claim, why, null, now);
        }
        boolean once = later(claim, why, null, now) instanceof Outcome.Retry(var error, Instant due)
                && isRemembered(claim, channel, due);
        return once ? later(claim, why, null, now) : new Outcome.Unknown(why);
    }

    /** Whether the channel would tell at that time that it has the message already. */
    static boolean isRemembered(Claim claim, Channel channel, Instant then) {
        // A clock that went back shows times before the message was made, and mail servers remember nothing.
        return channel.remembers().isPositive()
                && then.isBefore(claim.createdAt().plus(channel.remembers()));
    }

    private Outcome later(Claim claim, String error, @Nullable Duration after, Instant now) {
        Duration wait = after == null ? Backoff.after(claim.id(), claim.attempts()) : after;
        Instant since = claim.triedAt() == null ? now : claim.triedAt();
        Duration tried = Duration.between(since, now);
        if (tried.plus(wait).compareTo(patience.with(topics.atLeastOnce(claim.topic()))) > 0) {
            return new Outcome.Failed(
                    "Given up after %d attempts in %d hours: %s".formatted(claim.attempts(), tried.toHours(), error));
        }
        return new Outcome.Retry(error, now.plus(wait));
    }
}

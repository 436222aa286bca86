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
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one claimed message all the way: last checks, rendering, the channel's answer, what that means. */
final class Postman {

    private static final Logger log = LoggerFactory.getLogger(Postman.class);

    private final Contents contents;
    private final Renderer renderer;
    private final UnsubscribeLinks links;
    private final TopicRules topics;
    private final Wishes wishes;
    private final Clock clock;

    Postman(
            Contents contents,
            Renderer renderer,
            UnsubscribeLinks links,
            TopicRules topics,
            Wishes wishes,
            Clock clock) {
        this.contents = contents;
        this.renderer = renderer;
        this.links = links;
        this.topics = topics;
        this.wishes = wishes;
        this.clock = clock;
    }

    /** Why the message must not leave, as far as that can be known now; empty if it may. */
    Optional<Outcome> guard(Claim claim, @Nullable Profile customer, Channel channel) {
        String reason = null;
        String address = customer == null ? null : address(customer, channel);
        if (customer == null) {
            reason = "The customer no longer exists.";
        } else if (!topics.allows(customer, claim.topic())) {
            reason = "The customer does not accept the topic " + claim.topic() + ".";
        } else if (topics.refuses(customer, claim.topic(), channel.id())) {
            String refused = "The customer refuses messages by " + channel.id() + ".";
            if (!claim.others().isEmpty()) {
                return Optional.of(new Outcome.Elsewhere(refused));
            }
            reason = refused;
        } else if (isSuppressed(customer, channel)) {
            reason = "The customer's address is suppressed: " + customer.suppressed() + ".";
        } else if (address == null) {
            reason = channel.id().equals("email")
                    ? "The customer has no e-mail address."
                    : "The customer has no " + channel.attribute() + " to be reached at.";
        } else if (channel.unusable(address).isPresent()) {
            reason = channel.unusable(address).orElseThrow();
        } else if (!wishes.stillWanted(wish(claim))) {
            reason = "What its step demands of a message that leaves does not hold any more.";
        }
        return Optional.ofNullable(reason).map(Outcome.Blocked::new);
    }

    private static boolean isSuppressed(Profile customer, Channel channel) {
        String why = customer.suppressed();
        return why != null && (channel.id().equals("email") || why.equals("complained"));
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
                Json.object(claim.entry()),
                Json.object(claim.outputs()));
    }

    /** Attempts a message that {@link #guard} let pass. Never throws. */
    Attempt deliver(Claim claim, Profile customer, @Nullable Owner owner, Channel channel) {
        Parcel parcel;
        try {
            parcel = channel.prepare(assignment(claim, customer, owner, channel));
        } catch (RenderingFailed | Unsendable e) {
            return Attempt.of(claim, new Outcome.Failed(String.valueOf(e.getMessage())), clock.instant());
        } catch (RuntimeException | StackOverflowError e) {
            log.error("Message {} of scenario {} could not be made", claim.message(), claim.scenario(), e);
            return Attempt.of(claim, new Outcome.Failed("The message could not be made: " + e), clock.instant());
        }
        Answer answer = parcel.send();
        Instant now = clock.instant();
        String reference = answer instanceof Answer.Accepted(var known) ? known : null;
        return new Attempt(claim, outcome(claim, answer, now), parcel.address(), parcel.title(), reference, now);
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
        return new Assignment(
                claim.id(),
                claim.customer(),
                String.valueOf(address(customer, channel)),
                filled,
                claim.scenario(),
                claim.step(),
                claim.topic(),
                topics.name(claim.topic(), Locale.JAPANESE),
                !topics.atLeastOnce(claim.topic()),
                unsubscribe,
                claim.attempts(),
                now);
    }

    private Outcome outcome(Claim claim, Answer answer, Instant now) {
        return switch (answer) {
            case Answer.Accepted accepted -> new Outcome.Sent();
            case Answer.NotNow(String why, var after) when after != null -> new Outcome.Retry(why, now.plus(after));
            case Answer.NotNow(String why, var after) -> later(claim, why, now);
            case Answer.Never(String why) -> new Outcome.Failed(why);
            case Answer.Elsewhere(String why) when claim.others().isEmpty() -> new Outcome.Failed(why);
            case Answer.Elsewhere(String why) -> new Outcome.Elsewhere(why);
            case Answer.Silence(String why) -> unknown(claim, why, now);
            case Answer.Down(String why) -> new Outcome.Returned(why);
            case Answer.Wait(var after) -> new Outcome.Postponed(now.plus(after));
        };
    }

    private Outcome unknown(Claim claim, String why, Instant now) {
        return topics.atLeastOnce(claim.topic()) ? later(claim, why, now) : new Outcome.Unknown(why);
    }

    private static Outcome later(Claim claim, String error, Instant now) {
        return Backoff.after(claim.id(), claim.attempts())
                .<Outcome>map(wait -> new Outcome.Retry(error, now.plus(wait)))
                .orElseGet(() -> new Outcome.Failed("Given up after " + claim.attempts() + " attempts: " + error));
    }
}

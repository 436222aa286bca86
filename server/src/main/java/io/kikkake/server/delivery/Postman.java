package io.kikkake.server.delivery;

import io.kikkake.server.customer.Profile;
import io.kikkake.server.message.Contents;
import io.kikkake.server.message.Links;
import io.kikkake.server.message.Owner;
import io.kikkake.server.message.Rendered;
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

/** Takes one claimed message all the way: last checks, rendering, the server's answer, what that means. */
final class Postman {

    private static final Logger log = LoggerFactory.getLogger(Postman.class);

    private final Contents contents;
    private final Renderer renderer;
    private final LetterWriter writer;
    private final UnsubscribeLinks links;
    private final TopicRules topics;
    private final Wishes wishes;
    private final Clock clock;

    Postman(
            Contents contents,
            Renderer renderer,
            LetterWriter writer,
            UnsubscribeLinks links,
            TopicRules topics,
            Wishes wishes,
            Clock clock) {
        this.contents = contents;
        this.renderer = renderer;
        this.writer = writer;
        this.links = links;
        this.topics = topics;
        this.wishes = wishes;
        this.clock = clock;
    }

    /** A letter ready to go. */
    record Ready(Letter letter, String address, String subject) {}

    /** Why the message must not leave, as far as that can be known now; empty if it may. */
    Optional<Outcome.Blocked> guard(Claim claim, @Nullable Profile customer) {
        String reason = null;
        if (customer == null) {
            reason = "The customer no longer exists.";
        } else if (!topics.allows(customer, claim.topic())) {
            reason = "The customer does not accept the topic " + claim.topic() + ".";
        } else if (customer.suppressed() != null) {
            reason = "The customer's address is suppressed: " + customer.suppressed() + ".";
        } else if (customer.email() == null) {
            reason = "The customer has no e-mail address.";
        } else if (MailAddress.of(customer.email()).isEmpty()) {
            reason = "“" + customer.email() + "” is not an e-mail address.";
        } else if (!wishes.stillWanted(wish(claim))) {
            reason = "What its step demands of a message that leaves does not hold any more.";
        }
        return Optional.ofNullable(reason).map(Outcome.Blocked::new);
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
    Attempt deliver(Claim claim, Profile customer, @Nullable Owner owner, SmtpPool pool) {
        Ready ready;
        try {
            ready = prepare(claim, customer, owner);
        } catch (RenderingFailed e) {
            return Attempt.of(claim, new Outcome.Failed(String.valueOf(e.getMessage())), clock.instant());
        } catch (RuntimeException | StackOverflowError e) {
            log.error("Message {} of scenario {} could not be made", claim.message(), claim.scenario(), e);
            return Attempt.of(claim, new Outcome.Failed("The message could not be made: " + e), clock.instant());
        }
        Reply reply = pool.send(ready.letter());
        Instant now = clock.instant();
        return new Attempt(claim, outcome(claim, reply, now), ready.address(), ready.subject(), now);
    }

    private Ready prepare(Claim claim, Profile customer, @Nullable Owner owner) {
        MailAddress to = MailAddress.of(String.valueOf(customer.email())).orElseThrow();
        Instant now = clock.instant();
        String unsubscribe = links.link(claim.customer(), claim.topic(), claim.id());
        Rendered rendered = renderer.render(
                contents.content(claim.scenario(), claim.version(), claim.message()),
                customer,
                Json.object(claim.entry()),
                Json.object(claim.outputs()),
                owner,
                new Links(unsubscribe),
                now);
        var purpose = new LetterWriter.Purpose(
                claim.id(),
                claim.scenario(),
                claim.step(),
                claim.topic(),
                topics.name(claim.topic(), Locale.JAPANESE),
                !topics.atLeastOnce(claim.topic()),
                unsubscribe);
        return new Ready(writer.write(rendered, to, purpose, now), to.local() + "@" + to.domain(), rendered.subject());
    }

    private Outcome outcome(Claim claim, Reply reply, Instant now) {
        return switch (reply) {
            case Reply.Accepted() -> new Outcome.Sent();
            case Reply.Refused(int code, String words) when code / 100 == 4 -> later(claim, words, now);
            case Reply.Refused(int code, String words) -> new Outcome.Failed(words);
            case Reply.Cut(String why) -> later(claim, "The connection broke before the message was out: " + why, now);
            case Reply.Silence(String why) -> unknown(claim, why, now);
            case Reply.Unreachable(String why) -> new Outcome.Returned("The mail server cannot be reached: " + why);
        };
    }

    private Outcome unknown(Claim claim, String why, Instant now) {
        String error = "The mail server did not say whether it took the message: " + why;
        return topics.atLeastOnce(claim.topic()) ? later(claim, error, now) : new Outcome.Unknown(error);
    }

    private static Outcome later(Claim claim, String error, Instant now) {
        return Backoff.after(claim.id(), claim.attempts())
                .<Outcome>map(wait -> new Outcome.Retry(error, now.plus(wait)))
                .orElseGet(() -> new Outcome.Failed("Given up after " + claim.attempts() + " attempts: " + error));
    }
}

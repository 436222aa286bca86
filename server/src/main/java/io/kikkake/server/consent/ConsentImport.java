package io.kikkake.server.consent;

import io.kikkake.server.customer.ConsentChange;
import io.kikkake.server.customer.ConsentChange.Act;
import io.kikkake.server.customer.Consents;
import io.kikkake.server.customer.Identity;
import io.kikkake.server.customer.Identity.Kind;
import io.kikkake.server.customer.Proof;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.scenario.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes over what customers said to another system, with the proof that system kept. */
@Component
class ConsentImport {

    static final int MOST = 1000;

    /**
     * @param userId or {@code email}: whose; the customer is known here already
     * @param at ISO-8601 with offset
     * @param text the words that were shown
     */
    record Item(
            @Nullable String userId,
            @Nullable String email,
            @Nullable String topic,
            @Nullable Boolean granted,
            @Nullable String at,
            @Nullable String source,
            @Nullable String text,
            @Nullable String form,
            @Nullable String ip,
            @Nullable String userAgent) {}

    record Request(@Nullable List<@Nullable Item> consents) {}

    /** @param index in the request */
    record Rejected(int index, String error) {}

    record Result(int imported, List<Rejected> rejected) {}

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    private final Consents consents;
    private final Topics topics;
    private final Clock clock;

    ConsentImport(Consents consents, Topics topics, Clock clock) {
        this.consents = consents;
        this.topics = topics;
        this.clock = clock;
    }

    /** One that cannot be taken does not keep the others out. */
    Result bring(Request request) {
        List<@Nullable Item> items = request.consents();
        if (items == null || items.size() > MOST) {
            throw new Problem(422, "Nothing imported", "\"consents\" must be a list of at most " + MOST + " consents.");
        }
        var taken = new ArrayList<ConsentChange>();
        var rejected = new ArrayList<Rejected>();
        for (int i = 0; i < items.size(); i++) {
            try {
                taken.add(read(items.get(i)));
            } catch (Refused e) {
                rejected.add(new Rejected(i, String.valueOf(e.getMessage())));
            }
        }
        consents.bring(taken);
        return new Result(taken.size(), rejected);
    }

    private ConsentChange read(@Nullable Item item) throws Refused {
        if (item == null) {
            throw new Refused("A consent is an object with userId or email, topic, granted and at.");
        }
        if (item.topic() == null || topics.named(item.topic()).isEmpty()) {
            throw new Refused("There is no topic " + item.topic() + ".");
        }
        if (item.granted() == null) {
            throw new Refused("\"granted\" is missing: true or false.");
        }
        String source = item.source();
        String text = item.text();
        boolean unproven = source == null || source.isBlank() || text == null || text.isBlank();
        if (item.granted() && unproven) {
            throw new Refused("A consent is imported with its proof: \"source\", where it was given, and \"text\","
                    + " the words that were shown.");
        }
        var proof = new Proof(
                source == null || source.isBlank() ? "import" : "import: " + source,
                text,
                item.form(),
                item.ip(),
                item.userAgent());
        return new ConsentChange(customer(item), item.topic(), Act.of(item.granted()), at(item.at()), proof);
    }

    private long customer(Item item) throws Refused {
        Optional<Long> found = Optional.empty();
        if (item.userId() != null) {
            found = consents.customer(new Identity(Kind.USER_ID, item.userId()));
        } else if (item.email() != null) {
            found = consents.customer(
                    new Identity(Kind.EMAIL, item.email().strip().toLowerCase(Locale.ROOT)));
        }
        return found.orElseThrow(
                () -> new Refused("No customer has this userId or email. Send their identify call first."));
    }

    private Instant at(@Nullable String at) throws Refused {
        try {
            Instant instant = OffsetDateTime.parse(String.valueOf(at)).toInstant();
            if (!instant.isAfter(clock.instant())) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            // told below
        }
        throw new Refused("\"at\" says when it was said, in the past and with an offset, such as"
                + " 2025-04-01T09:00:00+09:00; it is " + at + ".");
    }
}

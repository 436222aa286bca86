package io.kikkake.server.feedback;

import io.kikkake.engine.Feedback;
import io.kikkake.server.customer.Addressees;
import io.kikkake.server.customer.Learned;
import io.kikkake.server.customer.Learned.Fact;
import io.kikkake.server.customer.Suppressions;
import io.kikkake.server.customer.Suppressions.Suppression;
import io.kikkake.server.customer.Suppressions.Wish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Puts addresses on the list and takes them off again, and tells the engine of both through the event log: first the log, then the
 * list, so that after a crash in between doing it again does what is left.
 */
@Component
class SuppressionList {

    private final Suppressions suppressions;
    private final Addressees addressees;
    private final ApplicationEventPublisher publisher;

    SuppressionList(Suppressions suppressions, Addressees addressees, ApplicationEventPublisher publisher) {
        this.suppressions = suppressions;
        this.addressees = addressees;
        this.publisher = publisher;
    }

    /** The one e-mail address the text consists of, in lower case; null if it does not. */
    static @Nullable String address(String text) {
        String bare = Addresses.clean(text);
        return Addresses.first(bare).filter(bare::equals).orElse(null);
    }

    /**
     * What is on the list for at least as long stays as it is.
     *
     * @param reason manual or imported
     * @return how many addresses are new, or on the list for longer now
     */
    int add(List<Wish> wishes, String reason, Instant now) {
        List<Wish> fresh = suppressions.lacking(wishes);
        Map<String, Long> customers =
                addressees.of(fresh.stream().map(Wish::address).toList());
        var facts = new ArrayList<Fact>();
        for (Wish wish : fresh) {
            Long customer = customers.get(wish.address());
            if (customer != null) {
                facts.add(suppressed(customer, wish, reason, now));
            }
        }
        tell(facts);
        suppressions.add(fresh, reason, now);
        return fresh.size();
    }

    private static Fact suppressed(long customer, Wish wish, String reason, Instant now) {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("address", wish.address());
        properties.put("reason", reason);
        properties.put("source", reason);
        if (!wish.detail().isEmpty()) {
            properties.put("words", wish.detail());
        }
        if (wish.until() != null) {
            properties.put("until", wish.until().toString());
        }
        return new Fact(customer, Feedback.SUPPRESSED, now, "suppressed " + wish.address() + " " + now, properties);
    }

    /**
     * A complaint is about the person: it is lifted with all that is known of the customer.
     *
     * @return false where nothing is known of the address
     */
    boolean lift(String address, Instant now) {
        List<Suppression> known = suppressions.of(address);
        var facts = new ArrayList<Fact>();
        for (Suppression one : known) {
            Long customer = customer(one);
            if (customer != null) {
                Map<String, ?> properties =
                        one.reason().equals("complained") ? Map.of("reason", "manual") : Map.of("address", address);
                String id = "lifted " + address + " " + one.reason() + " " + now;
                facts.add(new Fact(customer, Feedback.LIFTED, now, id, properties));
            }
        }
        tell(facts);
        suppressions.remove(address);
        return !known.isEmpty();
    }

    /** Forgets those whose time has come, some of them. What else is known of the address holds on. */
    void forgetExpired(Instant now, int most) {
        for (Suppression one : suppressions.expired(now, most)) {
            boolean more = suppressions.of(one.address()).stream()
                    .anyMatch(other -> other.until() == null || other.until().isAfter(now));
            Long customer = more ? null : customer(one);
            if (customer != null) {
                String id = "expired " + one.address() + " " + one.since();
                Map<String, ?> properties = Map.of("address", one.address(), "reason", "expired");
                tell(List.of(new Fact(customer, Feedback.LIFTED, now, id, properties)));
            }
            suppressions.remove(one.address(), one.reason());
        }
    }

    /** One that was put there by hand belongs to whoever has the address now. */
    private @Nullable Long customer(Suppression one) {
        return one.customer() == null
                ? addressees.of(List.of(one.address())).get(one.address())
                : Long.valueOf(one.customer());
    }

    /** Returns when it is durable. */
    private void tell(List<Fact> facts) {
        if (!facts.isEmpty()) {
            publisher.publishEvent(new Learned(facts));
        }
    }
}

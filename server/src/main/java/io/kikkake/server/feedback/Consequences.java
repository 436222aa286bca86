package io.kikkake.server.feedback;

import io.kikkake.engine.Feedback;
import io.kikkake.server.customer.Addressees;
import io.kikkake.server.customer.Customers;
import io.kikkake.server.customer.Learned;
import io.kikkake.server.customer.Learned.Fact;
import io.kikkake.server.deed.Reminders;
import io.kikkake.server.delivery.Sends;
import io.kikkake.server.delivery.Sends.Send;
import io.kikkake.server.platform.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What follows from what was told: events in the log, from which engine and suppression list learn. Doing it again changes nothing,
 * since events and findings have ids of what they are about.
 */
@Component
class Consequences {

    private static final Duration WINDOW = Duration.ofDays(30);

    /** What left so long ago and did not come back has arrived. */
    private static final Duration SETTLED = Duration.ofDays(3);

    private final Sends sends;
    private final Addressees addressees;
    private final Customers customers;
    private final FindingStore findings;
    private final Reminders reminders;
    private final ApplicationEventPublisher publisher;
    private final Settings.Feedback settings;

    Consequences(
            Sends sends,
            Addressees addressees,
            Customers customers,
            FindingStore findings,
            Reminders reminders,
            ApplicationEventPublisher publisher,
            Settings settings) {
        this.sends = sends;
        this.addressees = addressees;
        this.customers = customers;
        this.findings = findings;
        this.reminders = reminders;
        this.publisher = publisher;
        this.settings = settings.feedback();
    }

    /** Whom and what it is about. */
    private record Subject(
            @Nullable Long customer,
            @Nullable String address,
            @Nullable Send send) {}

    void draw(Told told) {
        Subject subject = subject(told);
        Verdict verdict = believed(told, subject);
        String id = id(told, verdict, subject);
        findings.add(id, told, verdict, subject.address(), subject.customer());
        if (subject.customer() == null) {
            return;
        }
        long customer = subject.customer();
        switch (verdict) {
            case HARD -> learn(customer, Feedback.BOUNCED, told, subject, Map.of("hard", true));
            case SOFT -> soft(customer, told, subject);
            case BLOCK, POLICY -> learn(customer, Feedback.BOUNCED, told, subject, Map.of("hard", false));
            case COMPLAINT -> complained(customer, told, subject);
            case REPLY -> replied(customer, told, subject);
            case AUTO_REPLY -> {
                if (subject.send() != null) {
                    learn(customer, Feedback.AUTO_REPLIED, told, subject, Map.of());
                }
            }
            case DELIVERED, OTHER -> {}
        }
    }

    private Subject subject(Told told) {
        Send send =
                told.send() == null ? null : sends.find(List.of(told.send())).get(told.send());
        Finding finding = told.finding();
        if (send != null) {
            String address = send.address() == null ? finding.address() : Addresses.clean(send.address());
            return new Subject(send.customer(), address, send);
        }
        for (String address : new @Nullable String[] {finding.original(), finding.address()}) {
            Long customer =
                    address == null ? null : addressees.of(List.of(address)).get(address);
            if (customer != null) {
                return new Subject(customer, address, null);
            }
        }
        return new Subject(null, finding.address(), null);
    }

    /** Anybody can write a mail that says an address is bad: without proof it counts as one time among several. */
    private static Verdict believed(Told told, Subject subject) {
        Verdict verdict = told.finding().verdict();
        boolean proven = told.proven() || subject.send() != null;
        if (proven) {
            return verdict;
        }
        return switch (verdict) {
            case HARD -> Verdict.SOFT;
            case COMPLAINT, REPLY -> Verdict.OTHER;
            default -> verdict;
        };
    }

    private static String id(Told told, Verdict verdict, Subject subject) {
        String what = FindingStore.word(verdict) + (told.finding().over() ? " " : " delayed ");
        return what + (subject.send() != null ? subject.send().id() : told.mail() + " " + subject.address());
    }

    private void soft(long customer, Told told, Subject subject) {
        if (!told.finding().over()) {
            return;
        }
        learn(customer, Feedback.BOUNCED, told, subject, Map.of("hard", false));
        String address = subject.address();
        if (address == null) {
            return;
        }
        Instant arrived = findings.arrived(address);
        List<FindingStore.Soft> times = findings.soft(address, told.at().minus(WINDOW));
        Instant sent = sends.lastSent(
                customer,
                address,
                told.at().minus(SETTLED),
                times.stream()
                        .map(FindingStore.Soft::send)
                        .filter(Objects::nonNull)
                        .toList());
        long counted = times.stream()
                .filter(time -> (arrived == null || time.at().isAfter(arrived))
                        && (sent == null || time.at().isAfter(sent)))
                .count();
        if (counted >= settings.soft()) {
            Instant until = told.at().plus(Duration.ofDays(settings.softDays()));
            var fact = properties(told, subject);
            fact.put("hard", true);
            fact.put("reason", "soft");
            fact.put("until", until.toString());
            tell(new Fact(customer, Feedback.BOUNCED, told.at(), "soft " + id(told, Verdict.SOFT, subject), fact));
        }
    }

    private void complained(long customer, Told told, Subject subject) {
        String kind = told.finding().words();
        if (kind.equals("auth-failure") || kind.equals("not-spam") || kind.equals("virus")) {
            return;
        }
        if (kind.equals("opt-out") && subject.send() != null) {
            customers.unsubscribe(customer, subject.send().topic(), "feedback-report");
            return;
        }
        learn(customer, Feedback.COMPLAINED, told, subject, Map.of());
        if (subject.send() != null) {
            customers.unsubscribe(customer, subject.send().topic(), "complaint");
        }
    }

    private void replied(long customer, Told told, Subject subject) {
        Send send = subject.send();
        if (send == null) {
            return;
        }
        learn(
                customer,
                Feedback.REPLIED,
                told,
                subject,
                Map.of("subject", told.finding().words()));
        var profile = customers.profiles(List.of(customer)).get(customer);
        if (profile != null) {
            reminders.remind(
                    "reply-" + told.mail(),
                    profile,
                    "返信がありました",
                    told.finding().words(),
                    new Reminders.Origin(send.scenario(), send.run(), send.step()),
                    told.at());
        }
    }

    private void learn(long customer, String name, Told told, Subject subject, Map<String, ?> more) {
        var properties = properties(told, subject);
        properties.putAll(more);
        boolean again = name.equals(Feedback.REPLIED) || name.equals(Feedback.AUTO_REPLIED);
        String about = subject.send() == null || again
                ? told.mail() + " " + subject.address()
                : subject.send().id();
        boolean hard = Boolean.TRUE.equals(more.get("hard"));
        String id = name + (name.equals(Feedback.BOUNCED) && !hard ? " softly " : " ") + about;
        tell(new Fact(customer, name, told.at(), id, properties));
    }

    private static Map<String, Object> properties(Told told, Subject subject) {
        Map<String, Object> properties = new LinkedHashMap<>();
        Send send = subject.send();
        if (send != null) {
            properties.put("scenario", send.scenario());
            properties.put("step", send.step());
            properties.put("message", send.message());
            properties.put("topic", send.topic());
            properties.put("id", send.id());
        }
        if (subject.address() != null) {
            properties.put("address", subject.address());
        }
        Finding finding = told.finding();
        if (finding.cause() != null) {
            properties.put("reason", FindingStore.word(finding.cause()));
            properties.put("status", finding.status());
            properties.put("words", finding.words());
        }
        properties.put("source", told.source());
        return properties;
    }

    /** Returns when it is durable. */
    private void tell(Fact fact) {
        publisher.publishEvent(new Learned(List.of(fact)));
    }
}

package io.kikkake.engine;

import io.kikkake.engine.scenario.GuardRules;
import io.kikkake.engine.scenario.GuardRules.Cap;
import io.kikkake.engine.scenario.OwnRules;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Memory.Contact;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages decided lately, as far as a rule or the customer's own wish asks for them: for a cap of n the newest n within
 * its time, for "not the same again" the last of each message, for an exclusion group the last of each scenario. Nothing else is kept.
 */
final class Contacts {

    private static final Comparator<Contact> OLDEST_FIRST = Comparator.comparing(Contact::at)
            .thenComparing(Contact::scenario)
            .thenComparing(Contact::message)
            .thenComparing(Contact::topic);

    /** Whatever the rules ask, no more than this: what caps of 100 in every topic could want. */
    static final int MOST = 2048;

    private static final Cap WEEKLY = new Cap(1, new Span(7, Duration.ZERO), null);
    private static final Cap MONTHLY = new Cap(1, new Span(30, Duration.ZERO), null);

    private final ScenarioSet active;
    private final Instant now;
    private final List<Contact> all;
    private final CustomerState state;

    Contacts(Draft draft) {
        this(draft.active, draft.state, draft.now);
    }

    Contacts(ScenarioSet active, CustomerState state, Instant now) {
        this.active = active;
        this.now = now;
        this.state = state;
        this.all = state.memory().contacts();
    }

    private GuardRules rules() {
        return active.project().rules();
    }

    /** The cap that the customer set for themselves over all but transactional topics; null for none. */
    @Nullable
    Cap wish() {
        if (Matter.isRefused(state.consents(), Matter.MORE_THAN_MONTHLY)) {
            return MONTHLY;
        }
        return Matter.isRefused(state.consents(), Matter.MORE_THAN_WEEKLY) ? WEEKLY : null;
    }

    private List<Cap> caps() {
        Cap wish = wish();
        if (wish == null) {
            return rules().caps();
        }
        var caps = new ArrayList<>(rules().caps());
        caps.add(wish);
        return caps;
    }

    /** When one more message on the topic is within the cap; not after now if it is already. */
    Instant freeAt(Cap cap) {
        List<Contact> counted = all.stream()
                .filter(contact -> counts(contact, cap) && isWithin(contact, cap.per()))
                .toList();
        return counted.size() < cap.most() ? now : end(counted.get(counted.size() - cap.most()), cap.per());
    }

    /** When the message may be repeated. */
    Instant freeAgain(String scenario, String message, Span within) {
        Instant free = now;
        for (Contact contact : all) {
            if (contact.scenario().equals(scenario) && contact.message().equals(message)) {
                free = later(free, end(contact, within));
            }
        }
        return free;
    }

    /** When the silence after messages of more important scenarios of the group is over. */
    Instant freeOf(String group, int priority, Span within) {
        Instant free = now;
        for (Contact contact : all) {
            Plan plan = active.current(contact.scenario());
            if (plan != null
                    && group.equals(plan.scenario().own().exclusionGroup())
                    && plan.scenario().own().priority() > priority) {
                free = later(free, end(contact, within));
            }
        }
        return free;
    }

    boolean counts(Contact contact, Cap cap) {
        return cap.topic() == null
                ? !isTransactional(contact.topic())
                : contact.topic().equals(cap.topic());
    }

    boolean isTransactional(String id) {
        Topic topic = active.project().topics().get(id);
        return topic != null && topic.kind() == Topic.Kind.TRANSACTIONAL;
    }

    private boolean isWithin(Contact contact, Span span) {
        return end(contact, span).isAfter(now);
    }

    /** Days are 24 hours: what is counted does not depend on where the customer is just now. */
    private static Instant end(Contact contact, Span span) {
        return contact.at().plus(Duration.ofDays(span.days()).plus(span.time()));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }

    /** Notes a message that was decided now. */
    static void add(Draft draft, Contact contact) {
        var contacts = new Contacts(draft);
        if (contacts.all.isEmpty() && contacts.needed(List.of(contact)).isEmpty()) {
            return;
        }
        var all = new ArrayList<>(contacts.all);
        all.add(contact);
        keep(draft, all);
    }

    static void unite(Draft draft, CustomerState other) {
        if (!other.memory().contacts().isEmpty()) {
            var all = new ArrayList<>(draft.state.memory().contacts());
            all.addAll(other.memory().contacts());
            keep(draft, all);
        }
    }

    /** A message did not leave after all: the last of its kind that was decided by then counts no more. */
    static void giveBack(Draft draft, Input.Event event) {
        if (!event.name().equals(Feedback.DROPPED)
                || !(event.properties().fields().get("scenario") instanceof Value.Text(var scenario))
                || !(event.properties().fields().get("message") instanceof Value.Text(var message))) {
            return;
        }
        var all = new ArrayList<>(draft.state.memory().contacts());
        for (int i = all.size() - 1; i >= 0; i--) {
            Contact contact = all.get(i);
            if (contact.scenario().equals(scenario)
                    && contact.message().equals(message)
                    && !contact.at().isAfter(event.timestamp())) {
                all.remove(i);
                keep(draft, all);
                return;
            }
        }
    }

    private static void keep(Draft draft, List<Contact> all) {
        all.sort(OLDEST_FIRST);
        List<Contact> kept = new Contacts(draft).needed(all);
        if (!kept.equals(draft.state.memory().contacts())) {
            draft.state = draft.state.withMemory(draft.state.memory().withContacts(kept));
        }
    }

    /** @param sorted oldest first */
    private List<Contact> needed(List<Contact> sorted) {
        List<Cap> caps = caps();
        int[] counted = new int[caps.size()];
        Set<List<String>> messages = new HashSet<>();
        Set<String> scenarios = new HashSet<>();
        var kept = new ArrayList<Contact>();
        for (int i = sorted.size() - 1; i >= 0 && kept.size() < MOST; i--) {
            Contact contact = sorted.get(i);
            boolean asked = isLast(contact, messages) | isLastOfGroup(contact, scenarios);
            for (int c = 0; c < counted.length; c++) {
                Cap cap = caps.get(c);
                if (counted[c] < cap.most() && counts(contact, cap) && isWithin(contact, cap.per())) {
                    counted[c]++;
                    asked = true;
                }
            }
            if (asked) {
                kept.add(contact);
            }
        }
        return kept.reversed();
    }

    private boolean isLast(Contact contact, Set<List<String>> seen) {
        Span within = sameMessageWithin(contact.scenario(), contact.topic());
        return within != null && isWithin(contact, within) && seen.add(List.of(contact.scenario(), contact.message()));
    }

    private boolean isLastOfGroup(Contact contact, Set<String> seen) {
        Plan plan = active.current(contact.scenario());
        String group = plan == null ? null : plan.scenario().own().exclusionGroup();
        Span within = group == null ? null : within(rules(), group);
        return within != null && isWithin(contact, within) && seen.add(contact.scenario());
    }

    static @Nullable Span within(GuardRules rules, String group) {
        GuardRules.Group known = rules.exclusionGroups().get(group);
        return known == null ? null : known.within();
    }

    /** The scenario's own word, else the project's, which is not for transactional topics. */
    @Nullable
    Span sameMessageWithin(String scenario, String topic) {
        Plan plan = active.current(scenario);
        OwnRules own = plan == null ? OwnRules.NONE : plan.scenario().own();
        if (own.sameMessageWithin() != null) {
            return own.sameMessageWithin();
        }
        return isTransactional(topic) ? null : rules().sameMessageWithin();
    }
}

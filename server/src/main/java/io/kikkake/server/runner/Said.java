package io.kikkake.server.runner;

import io.kikkake.engine.Effect;
import io.kikkake.engine.Input;
import io.kikkake.engine.Matter;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.value.Value;
import io.kikkake.server.consent.Asking;
import io.kikkake.server.customer.ConsentChange;
import io.kikkake.server.customer.ConsentChange.Act;
import io.kikkake.server.customer.CustomerStore;
import io.kikkake.server.customer.Proof;
import io.kikkake.server.delivery.Queued;
import io.kikkake.server.ingest.LogEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a round's inputs say of consent, as it is written beside the states. */
final class Said {

    /** @param id derived from the cause */
    private record Asked(ConsentChange change, Value.ObjectOf attributes, String id) {}

    private final ScenarioSet active;
    private final List<ConsentChange> changes = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();

    Said(ScenarioSet active) {
        this.active = active;
    }

    /** @param state of the customer once the input was decided */
    void hear(LogEntry entry, Input.Event event, CustomerState state) {
        boolean confirmed = entry.name().equals(ScenarioSet.CONFIRMED);
        boolean granted = confirmed || entry.name().equals(ScenarioSet.SUBSCRIBED);
        if (!granted && !entry.name().equals(ScenarioSet.UNSUBSCRIBED)) {
            return;
        }
        Optional<String> matter = Matter.of(event.properties());
        if (matter.isEmpty()) {
            return;
        }
        Proof proof = Proof.read(field -> text(event.properties().at(field)));
        Act act = Act.of(granted);
        if (granted && !confirmed && isToBeConfirmed(matter.get())) {
            if (entry.historical() || Boolean.TRUE.equals(state.consents().get(matter.get()))) {
                return;
            }
            act = Act.ASKED;
        }
        var change = new ConsentChange(entry.customer(), matter.get(), act, entry.timestamp(), proof);
        changes.add(change);
        if (act == Act.ASKED) {
            asked.add(new Asked(change, state.attributes(), "confirm-" + entry.seq()));
        }
    }

    private boolean isToBeConfirmed(String matter) {
        Topic topic = active.project().topics().get(matter);
        return topic != null && topic.doubleOptIn();
    }

    void hear(long customer, Effect.SetConsent consent) {
        changes.add(new ConsentChange(
                customer,
                consent.topic(),
                Act.of(consent.granted()),
                consent.at(),
                Proof.of("scenario " + consent.run().scenario() + ", step " + consent.step())));
    }

    /** What one side of a merge had said is said by both: a refusal must not be lost with the customer who is no more. */
    void united(CustomerState state, CustomerState other) {
        other.consents().keySet().forEach(matter -> {
            Boolean granted = state.consents().get(matter);
            Instant at = state.consentedAt().get(matter);
            if (granted != null && at != null) {
                changes.add(new ConsentChange(state.id(), matter, Act.of(granted), at, Proof.of("merged customer")));
            }
        });
    }

    private static @Nullable String text(@Nullable Value value) {
        return value instanceof Value.Text(var text) ? text : null;
    }

    List<ConsentChange> changes() {
        return changes;
    }

    /** @return mails that ask to confirm */
    List<Queued> write(Connection transaction, CustomerStore customers, Asking confirmations, Instant now)
            throws SQLException {
        customers.saveConsents(transaction, changes);
        var mails = new ArrayList<Queued>();
        for (Asked each : asked) {
            confirmations
                    .ask(transaction, each.change(), each.attributes(), each.id(), now)
                    .ifPresent(mails::add);
        }
        return mails;
    }
}

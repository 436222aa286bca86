package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.state.Run;
import java.time.Instant;
import java.util.HashMap;
import java.util.Set;

/** What a customer says about topics. */
final class Consent {

    private Consent() {}

    /**
     * Takes the customer's word unless a later one is known; of two at the same moment the refusal counts. A refusal ends
     * the runs on the topic; a run that starts afterwards is only kept from sending. A refused channel ends nothing: what
     * is left to do may go another way.
     */
    static void hear(Draft draft, Input.Event event) {
        boolean confirms = event.name().equals(ScenarioSet.CONFIRMED);
        boolean subscribes = confirms || event.name().equals(ScenarioSet.SUBSCRIBED);
        boolean speaks = subscribes || event.name().equals(ScenarioSet.UNSUBSCRIBED);
        String topic = speaks ? Matter.of(event.properties()).orElse(null) : null;
        if (topic == null || (subscribes && !confirms && isToBeConfirmed(draft, topic))) {
            return;
        }
        Instant at = draft.reasonable(event.timestamp());
        Instant known = draft.state.consentedAt().get(topic);
        if (known != null && (at.isBefore(known) || (subscribes && at.equals(known)))) {
            return;
        }
        var consents = new HashMap<>(draft.state.consents());
        var consentedAt = new HashMap<>(draft.state.consentedAt());
        consents.put(topic, subscribes);
        consentedAt.put(topic, at);
        draft.state = draft.state.withConsents(consents, consentedAt);
        if (!subscribes) {
            endRuns(draft, Set.of(topic));
        }
    }

    /** Anybody can type somebody else's address into a form: such a topic counts once the address has answered. */
    private static boolean isToBeConfirmed(Draft draft, String id) {
        Topic topic = draft.active.project().topics().get(id);
        return topic != null && topic.doubleOptIn();
    }

    static void endRuns(Draft draft, Set<String> refused) {
        endRuns(draft, refused, "");
    }

    /** @param except a run that goes on */
    static void endRuns(Draft draft, Set<String> refused, String except) {
        for (Run run : draft.state.runs()) {
            if (run.id().equals(except)) {
                continue;
            }
            Plan plan = draft.active.plan(run.scenario(), run.version());
            String topic = plan == null ? "" : plan.scenario().topic();
            boolean concerned = refused.contains(topic) || refused.contains(Matter.EVERYTHING);
            if (concerned && !isPermitted(draft, topic)) {
                draft.breakOff(run, What.EXITED, Reason.UNSUBSCRIBED.code());
            }
        }
    }

    private static boolean isPermitted(Draft draft, String id) {
        Topic topic = draft.active.project().topics().get(id);
        return topic != null && topic.permits(Matter.said(draft.state.consents(), id));
    }
}

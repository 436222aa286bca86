package io.kikkake.engine;

import io.kikkake.engine.Guard.Verdict;
import io.kikkake.engine.scenario.Channel;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.scenario.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * By which of a step's channels the customer can be reached, in the step's order.
 *
 * @param open channels with an address that takes messages
 * @param closed whether there is an address that takes none any more
 * @param refused whether the customer refuses a channel that would take messages
 */
record Ways(List<String> open, boolean closed, boolean refused) {

    static Ways of(Draft draft, Step.Send send, String topic) {
        Map<String, Channel> known = draft.active.project().channels();
        var open = new ArrayList<String>();
        var refused = new ArrayList<String>();
        boolean closed = false;
        for (String id : send.channels()) {
            Channel channel = known.get(id);
            String address = channel == null ? null : channel.address(draft.state.attributes());
            if (address == null) {
                continue;
            }
            if (draft.state.memory().guarded().bounced().containsKey(Channel.remembered(address))) {
                closed = true;
            } else if (Matter.isRefused(draft.state.consents(), Matter.channel(id))) {
                refused.add(id);
            } else {
                open.add(id);
            }
        }
        // What belongs to an order has to arrive: it goes by a refused channel where there is no other.
        if (open.isEmpty() && needsNoConsent(draft, topic)) {
            return new Ways(List.copyOf(refused), closed, false);
        }
        return new Ways(List.copyOf(open), closed, !refused.isEmpty());
    }

    private static boolean needsNoConsent(Draft draft, String id) {
        Topic topic = draft.active.project().topics().get(id);
        return topic != null && topic.consent() == Topic.Consent.NONE;
    }

    /** Whether the customer lets a channel be used. */
    Verdict consent() {
        return open.isEmpty() && refused ? new Verdict.Block(Reason.REFUSED_CHANNEL) : Guard.PASS;
    }

    /** Whether the addresses there are take messages. */
    Verdict suppression() {
        return open.isEmpty() && closed ? new Verdict.Block(Reason.BOUNCED) : Guard.PASS;
    }

    /** Whether there is an address at all. */
    Verdict address() {
        return open.isEmpty() && !closed && !refused ? new Verdict.Block(Reason.NO_ADDRESS) : Guard.PASS;
    }
}

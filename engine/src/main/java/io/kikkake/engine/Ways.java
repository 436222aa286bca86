package io.kikkake.engine;

import io.kikkake.engine.Guard.Verdict;
import io.kikkake.engine.scenario.Channel;
import io.kikkake.engine.scenario.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * By which of a step's channels the customer can be reached, in the step's order.
 *
 * @param open channels with an address that takes messages
 * @param closed whether there is an address that takes none any more
 */
record Ways(List<String> open, boolean closed) {

    static Ways of(Draft draft, Step.Send send) {
        Map<String, Channel> known = draft.active.project().channels();
        var open = new ArrayList<String>();
        boolean closed = false;
        for (String id : send.channels()) {
            Channel channel = known.get(id);
            String address = channel == null ? null : channel.address(draft.state.attributes());
            if (address == null) {
                continue;
            }
            if (draft.state.memory().guarded().bounced().containsKey(Channel.remembered(address))) {
                closed = true;
            } else {
                open.add(id);
            }
        }
        return new Ways(List.copyOf(open), closed);
    }

    /** Whether the addresses there are take messages. */
    Verdict suppression() {
        return open.isEmpty() && closed ? new Verdict.Block(Reason.BOUNCED) : Guard.PASS;
    }

    /** Whether there is an address at all. */
    Verdict address() {
        return open.isEmpty() && !closed ? new Verdict.Block(Reason.NO_ADDRESS) : Guard.PASS;
    }
}

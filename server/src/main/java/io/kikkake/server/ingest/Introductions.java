package io.kikkake.server.ingest;

import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Json;
import io.kikkake.server.tracking.Handover;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Reads from an event by whose mail its visitor came: {@code context.kikkake.send}.
 *
 * <p>A mail may be passed on, so this says what an unknown visitor looks at, never who the visitor is. Nothing is joined by it, no
 * attribute and no consent follows from it; who names themselves is whom they name.
 */
@Component
class Introductions {

    private static final String MARK = "\"kikkake\"";

    private final Handover handover;

    Introductions(Handover handover) {
        this.handover = handover;
    }

    Draft introduced(Draft draft) {
        if (draft.userId() != null || !draft.context().contains(MARK) || !isHarmless(draft)) {
            return draft;
        }
        Value send = Json.read(draft.context()).at("kikkake.send");
        if (!(send instanceof Value.Text(var token))) {
            return draft;
        }
        OptionalLong customer = handover.customer(token, draft.receivedAt());
        return customer.isPresent() ? draft.introducedBy(customer.getAsLong()) : draft;
    }

    /** What somebody else could do in the customer's name without harm: look at things. */
    private static boolean isHarmless(Draft draft) {
        boolean seen = switch (draft.kind()) {
            case TRACK, PAGE, SCREEN -> true;
            case IDENTIFY, GROUP, ALIAS, MERGE_AWAY, MERGE_INTO, ANSWER, ENROL, MANUAL -> false;
        };
        String name = draft.name();
        return seen
                && !name.startsWith("Topic ")
                && !name.startsWith("Message ")
                && !name.startsWith("Suppression ")
                && !name.startsWith("Address ")
                && !name.startsWith("Form ");
    }
}

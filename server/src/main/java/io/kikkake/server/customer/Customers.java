package io.kikkake.server.customer;

import java.util.Collection;
import java.util.Map;

/** What other parts may ask about customers. */
public interface Customers {

    /** By the id asked for; a customer merged into another reads as that other one; unknown ids are absent. One query. */
    Map<Long, Profile> profiles(Collection<Long> ids);

    /**
     * The customer says no to a topic, effective at once: the consent is recorded with its ledger entry, and the engine learns of
     * it through the event log.
     *
     * @param source where it was said, such as a URL or {@code list-unsubscribe}
     */
    void unsubscribe(long customer, String topic, String source);
}

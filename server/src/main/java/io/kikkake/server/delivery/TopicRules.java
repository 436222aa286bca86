package io.kikkake.server.delivery;

import io.kikkake.server.customer.Profile;
import java.util.Locale;

/** What delivery asks about topics; topics nobody knows allow nothing. */
public interface TopicRules {

    /** Whether the customer's consent, or the lack of a refusal, allows a message of the topic. */
    boolean allows(Profile customer, String topic);

    /** Whether the customer refuses whole channels, and this one for a message of the topic. */
    boolean refuses(Profile customer, String topic, String channel);

    /** Transactional: rather twice than not at all. Otherwise marketing: rather not at all than twice. */
    boolean atLeastOnce(String topic);

    /** What the recipient calls it. */
    String name(String topic, Locale language);
}

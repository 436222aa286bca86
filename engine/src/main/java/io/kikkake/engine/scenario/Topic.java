package io.kikkake.engine.scenario;

import org.jspecify.annotations.Nullable;

/**
 * What a customer consents to.
 *
 * @param doubleOptIn whether a subscription counts only once it was confirmed from the customer's own mailbox
 */
public record Topic(String id, Kind kind, Consent consent, boolean doubleOptIn) {

    /** One whose subscriptions count at once. */
    public Topic(String id, Kind kind, Consent consent) {
        this(id, kind, consent, false);
    }

    public enum Kind {
        MARKETING,
        TRANSACTIONAL
    }

    /** What it takes to be allowed to send. */
    public enum Consent {
        /** The customer subscribed. */
        OPT_IN,
        /** The customer did not unsubscribe. */
        UNTIL_REFUSED,
        /** Nothing: the mail belongs to something the customer asked for. */
        NONE
    }

    /**
     * Whether mail may go.
     *
     * @param said true subscribed, false unsubscribed, null never spoken of
     */
    public boolean permits(@Nullable Boolean said) {
        return switch (consent) {
            case OPT_IN -> Boolean.TRUE.equals(said);
            case UNTIL_REFUSED -> !Boolean.FALSE.equals(said);
            case NONE -> true;
        };
    }
}

package io.kikkake.server.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** By which mail a visit to the shop came. */
@Component
public class Handover {

    /** Of the address of the shop's page. */
    public static final String PARAMETER = "kk";

    /** How long after the click a visit still counts as brought by it. */
    private static final Duration LASTING = Duration.ofDays(30);

    private final Tokens tokens;

    Handover(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Whose mail brought the visitor. Not who the visitor is: mails are passed on.
     *
     * @param token as the site script sends it; anything that is not ours, or old, gives nobody
     */
    public OptionalLong customer(String token, Instant now) {
        return tokens.read(token)
                .filter(reference -> reference instanceof Reference.Visit)
                .map(Reference::sending)
                .filter(sending -> sending.at().plus(LASTING).isAfter(now))
                .map(sending -> OptionalLong.of(sending.customer()))
                .orElse(OptionalLong.empty());
    }
}

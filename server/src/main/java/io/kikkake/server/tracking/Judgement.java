package io.kikkake.server.tracking;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What reactions to one message tell of each other: people do not follow every link, nor faster than they can read. */
final class Judgement {

    /** Reactions are judged this long after they came, when what belongs to them has come, too. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long what came before is remembered. */
    static final Duration MEMORY = Duration.ofMinutes(1);

    /** A message is with nobody so soon after it was made. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(3);

    private static final Duration PICTURES_AFTER_LINK = Duration.ofSeconds(2);
    private static final int BURST = 3;

    private Judgement() {}

    /**
     * Why it was no person; empty if it was one.
     *
     * @param others all reactions to the same message lately, this one among them
     * @param openedBefore whether the message had been opened longer ago than they reach back
     */
    static Optional<String> machine(Noticed one, List<Noticed> others, boolean openedBefore) {
        String told = one.reaction().machine();
        if (told != null) {
            return Optional.of(told);
        }
        if (Duration.between(one.sending().at(), one.at()).compareTo(ON_ITS_WAY) < 0) {
            return Optional.of("too-soon");
        }
        if (one.isOpen()) {
            return Optional.empty();
        }
        if (others.stream()
                .anyMatch(other -> other.reference() instanceof Reference.Trap && apart(one, other, MEMORY))) {
            return Optional.of("trap");
        }
        if (linksAround(one, others).size() >= BURST) {
            return Optional.of("burst");
        }
        boolean opened = openedBefore
                || others.stream()
                        .anyMatch(other -> isPersonsOpen(other) && !other.at().isAfter(one.at()));
        boolean pictures = others.stream()
                .anyMatch(other ->
                        isPersonsOpen(other) && other.at().isAfter(one.at()) && apart(one, other, PICTURES_AFTER_LINK));
        return pictures && !opened ? Optional.of("pictures-after-link") : Optional.empty();
    }

    private static boolean isPersonsOpen(Noticed other) {
        return other.isOpen() && other.reaction().machine() == null;
    }

    /** The links followed within a few seconds of this one. */
    private static Set<Integer> linksAround(Noticed one, List<Noticed> others) {
        return others.stream()
                .filter(other -> apart(one, other, PATIENCE))
                .flatMap(other -> other.reference() instanceof Reference.Link(var sending, int number, var target)
                        ? java.util.stream.Stream.of(number)
                        : java.util.stream.Stream.empty())
                .collect(Collectors.toSet());
    }

    private static boolean apart(Noticed one, Noticed other, Duration atMost) {
        return Duration.between(one.at(), other.at()).abs().compareTo(atMost) <= 0;
    }
}

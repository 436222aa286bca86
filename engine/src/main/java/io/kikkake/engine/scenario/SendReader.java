package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what stands beside {@code send}. */
final class SendReader {

    static final List<String> FIELDS = List.of("channels", "still-true", "on-block");

    private SendReader() {}

    static Optional<Step> read(String id, Optional<String> message, Optional<String> next, Fields step) {
        Optional<Place> listed = step.optional("channels");
        Optional<List<String>> channels =
                listed.isEmpty() ? Optional.of(List.of(Channel.EMAIL.id())) : listed.flatMap(SendReader::channels);
        Optional<Place> condition = step.optional("still-true");
        Optional<Condition> stillTrue = condition.flatMap(ConditionReader::read);
        Optional<Place> block = step.optional("on-block");
        Optional<OnBlock> onBlock =
                block.isEmpty() ? Optional.of(OnBlock.DEFAULT) : block.flatMap(RulesReader::onBlock);
        boolean unread = condition.isPresent() && stillTrue.isEmpty();
        if (message.isEmpty() || next.isEmpty() || channels.isEmpty() || unread || onBlock.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Step.Send(id, message.get(), next.get(), channels.get(), stillTrue.orElse(null), onBlock.get()));
    }

    /** Which channels there are, the project knows; here only that it could be one. */
    private static Optional<List<String>> channels(Place place) {
        var channels = new ArrayList<String>();
        boolean whole = true;
        for (Place item : place.oneOrMore()) {
            Optional<String> word = item.text();
            if (word.filter(Channel::isId).filter(id -> !channels.contains(id)).isPresent()) {
                channels.add(word.get());
            } else {
                whole = false;
                word.ifPresent(text ->
                        item.problem("A channel is named in small letters, such as line or email, each once.", null));
            }
        }
        return whole && !channels.isEmpty() ? Optional.of(channels) : Optional.empty();
    }
}

package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what stands beside {@code send}. */
final class SendReader {

    static final List<String> FIELDS = List.of("channels", "still-true", "on-block");

    private static final List<String> CHANNELS =
            Stream.of(Channel.values()).map(Channel::keyword).toList();

    private SendReader() {}

    static Optional<Step> read(String id, Optional<String> message, Optional<String> next, Fields step) {
        Optional<Place> listed = step.optional("channels");
        Optional<List<Channel>> channels =
                listed.isEmpty() ? Optional.of(List.of(Channel.EMAIL)) : listed.flatMap(SendReader::channels);
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

    private static Optional<List<Channel>> channels(Place place) {
        var channels = new ArrayList<Channel>();
        boolean whole = true;
        for (Place item : place.oneOrMore()) {
            Optional<String> word = item.text();
            int index = word.map(CHANNELS::indexOf).orElse(-1);
            if (index >= 0 && !channels.contains(Channel.values()[index])) {
                channels.add(Channel.values()[index]);
            } else {
                whole = false;
                word.ifPresent(text -> item.problem(
                        "A channel is one of " + String.join(", ", CHANNELS) + ", each once.",
                        index >= 0 ? null : Problems.nearest(text, CHANNELS).orElse(null)));
            }
        }
        return whole && !channels.isEmpty() ? Optional.of(channels) : Optional.empty();
    }
}

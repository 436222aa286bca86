package io.kikkake.server.scenario;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Parts;
import io.kikkake.engine.scenario.Nearest;
import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Problem.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a document names segments: the conditions that were read of it do not know their place any more. */
final class SegmentMentions {

    /** Below these anything may be written, and nothing is a condition. */
    private static final Set<String> NOT_CONDITIONS = Set.of("messages", "attributes", "properties", "body");

    private record Mention(String path, String id) {}

    private final List<Mention> mentions = new ArrayList<>();

    /** @param path of the part within its document */
    SegmentMentions(Value part, String path) {
        look(part, path);
    }

    private void look(Value value, String path) {
        switch (value) {
            case Value.ObjectOf(var fields) ->
                fields.forEach((name, inner) -> {
                    String here = path + "/" + name.replace("~", "~0").replace("/", "~1");
                    if (name.equals("segment") && inner instanceof Value.Text(var id)) {
                        mentions.add(new Mention(here, id));
                    } else if (!NOT_CONDITIONS.contains(name)) {
                        look(inner, here);
                    }
                });
            case Value.ListOf(var items) -> {
                for (int i = 0; i < items.size(); i++) {
                    look(items.get(i), path + "/" + i);
                }
            }
            default -> {}
        }
    }

    /** A condition on a segment that is not there would never hold, and nobody would know why. */
    List<Fault> unknown(Collection<String> known) {
        return mentions.stream()
                .filter(mention -> !known.contains(mention.id()))
                .map(mention -> new Fault(
                        mention.path(),
                        "There is no segment " + mention.id() + ".",
                        Nearest.of(mention.id(), known).orElse(null)))
                .toList();
    }

    /** The place that makes a segment part of itself. */
    Optional<String> leadingTo(String segment, Map<String, Condition> all) {
        return mentions.stream()
                .filter(mention -> leads(mention.id(), segment, all, new HashSet<>()))
                .map(Mention::path)
                .findFirst();
    }

    private static boolean leads(String from, String to, Map<String, Condition> all, Set<String> seen) {
        if (from.equals(to)) {
            return true;
        }
        Condition inner = all.get(from);
        return inner != null
                && seen.add(from)
                && Parts.segments(inner).toList().stream().anyMatch(next -> leads(next, to, all, seen));
    }
}

package io.kikkake.server.scenario;

import io.kikkake.engine.scenario.DefinitionInvalid;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.ScenarioReader;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.Channels;
import io.kikkake.server.message.Compiled;
import io.kikkake.server.message.Contents;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Problem.Fault;
import io.kikkake.server.platform.Settings;
import io.kikkake.server.scenario.ScenarioStore.Head;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Makes documents take effect: a version with its messages is there as a whole or not at all. */
@Component
public class Publisher {

    public enum Change {
        CREATED,
        UPDATED,
        UNCHANGED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Outcome(String id, int version, Change change) {}

    private record Draft(Scenario scenario, String source, Value.ObjectOf definition, List<Compiled> messages) {}

    private final ScenarioStore store;
    private final Scenarios scenarios;
    private final Topics topics;
    private final Contents contents;
    private final Channels channels;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final SenderDisplay display;

    Publisher(
            ScenarioStore store,
            Scenarios scenarios,
            Topics topics,
            Contents contents,
            Channels channels,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            Settings settings) {
        this.store = store;
        this.scenarios = scenarios;
        this.topics = topics;
        this.contents = contents;
        this.channels = channels;
        this.transactions = transactions;
        this.events = events;
        this.display = new SenderDisplay(settings.sender(), settings.consent().senderDisplay());
    }

    /** @throws Problem 422 with everything that is wrong with the document */
    public Outcome publishYaml(String text) {
        return publish(text, Documents.yaml(text), null);
    }

    /** @throws Problem 422 with everything that is wrong with the document */
    public Outcome publishJson(String text) {
        return publish(text, Documents.json(text), null);
    }

    /**
     * Also takes over the customers who are in older versions.
     *
     * @param steps by old step the new one
     * @throws Problem 422 with everything that is wrong with the document or the mapping
     */
    Outcome publishAndMove(String text, boolean json, Map<String, String> steps) {
        new StepMapping(read(text, json), scenarios).check(steps);
        return publish(text, json ? Documents.json(text) : Documents.yaml(text), steps);
    }

    /**
     * The scenario as it would be published.
     *
     * @throws Problem 422 with everything that is wrong with the document
     */
    public Scenario read(String text, boolean json) {
        return read(text, json ? Documents.json(text) : Documents.yaml(text)).scenario();
    }

    /**
     * Reads {@code old:new}.
     *
     * @throws Problem 400 for anything else
     */
    public static Map<String, String> steps(List<String> written) {
        var steps = new LinkedHashMap<String, String>();
        for (String pair : written) {
            String[] parts = pair.split(":", -1);
            if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
                throw new Problem(400, "No step mapping", "Write \"steps\" as old:new, not \"" + pair + "\".");
            }
            steps.put(parts[0], parts[1]);
        }
        return steps;
    }

    /**
     * As {@link #read}, for moving runs of older versions to it.
     *
     * @param steps by old step the new one
     * @throws Problem 422 with everything that is wrong with the document or the mapping
     */
    public Scenario readToMove(String text, boolean json, Map<String, String> steps) {
        Scenario scenario = read(text, json);
        new StepMapping(scenario, scenarios).check(steps);
        return scenario;
    }

    /** New customers do not enter any more, and those under way leave. */
    public synchronized void archive(String id) {
        if (!store.archive(id)) {
            throw Problem.notFound("The scenario " + id);
        }
        announce();
    }

    /** @param steps null: those under way stay on their version */
    private synchronized Outcome publish(String source, Value document, @Nullable Map<String, String> steps) {
        Draft draft = read(source, document);
        Outcome outcome = transactions.execute(transaction -> {
            Outcome stored = store(draft);
            if (steps != null) {
                events.publishEvent(new RunsMove(stored.id(), stored.version(), steps));
            }
            return stored;
        });
        if (outcome.change() == Change.UNCHANGED && steps == null) {
            scenarios.reload();
        } else {
            announce();
        }
        return outcome;
    }

    private Outcome store(Draft draft) {
        String id = draft.scenario().id();
        Optional<Head> before = store.head(id);
        boolean same = before.filter(Head::active)
                .filter(head -> head.definition().equals(draft.definition()))
                .isPresent();
        if (same) {
            store.reword(id, before.get().version(), draft.source());
            return new Outcome(id, before.get().version(), Change.UNCHANGED);
        }
        int version = before.map(Head::version).orElse(0) + 1;
        store.add(id, version, draft.source(), draft.definition());
        contents.store(id, version, draft.messages());
        return new Outcome(id, version, version == 1 ? Change.CREATED : Change.UPDATED);
    }

    /** What scenarios ask about segments is another question now. */
    @EventListener(SegmentsChanged.class)
    synchronized void segmentsChanged() {
        announce();
    }

    private void announce() {
        scenarios.reload();
        events.publishEvent(new ScenariosChanged());
    }

    /** Tells all that is wrong at once, whichever part of the product finds it. */
    private Draft read(String source, Value document) {
        var faults = new ArrayList<Fault>();
        List<Compiled> messages = messages(document, faults);
        Optional<Scenario> scenario = scenario(document, faults);
        checkTopic(document, faults);
        if (scenario.isPresent()) {
            Set<String> segments = scenarios.current().project().segments().keySet();
            faults.addAll(new SegmentMentions(document, "").unknown(segments));
        }
        checkChannels(scenario, messages, faults);
        if (scenario.isEmpty() || !faults.isEmpty()) {
            String count = faults.size() == 1 ? "a fault" : faults.size() + " faults";
            throw new Problem(
                    422, "Scenario not published", "The document has " + count + "; nothing was published.", faults);
        }
        return new Draft(scenario.get(), source, (Value.ObjectOf) document, messages);
    }

    private List<Compiled> messages(Value document, List<Fault> faults) {
        if (!(document.at("messages") instanceof Value.ObjectOf messages)) {
            return List.of();
        }
        boolean marketing = topic(document)
                .flatMap(topics::named)
                .filter(topic -> topic.topic().kind() == Topic.Kind.MARKETING)
                .isPresent();
        try {
            if (marketing) {
                display.check(messages, faults);
            }
            return contents.compile(messages, id -> marketing);
        } catch (Problem e) {
            faults.addAll(e.faults());
            return List.of();
        }
    }

    private static Optional<Scenario> scenario(Value document, List<Fault> faults) {
        boolean messagesTold = !faults.isEmpty();
        try {
            return Optional.of(ScenarioReader.read(document));
        } catch (DefinitionInvalid e) {
            e.problems().stream()
                    // Who compiles the messages knows more about what is wrong with them.
                    .filter(problem -> !messagesTold || !problem.path().startsWith("/messages/"))
                    .forEach(problem -> faults.add(new Fault(problem.path(), problem.message(), problem.suggestion())));
            return Optional.empty();
        }
    }

    private void checkTopic(Value document, List<Fault> faults) {
        topic(document).filter(id -> topics.named(id).isEmpty()).ifPresent(id -> {
            String all = topics.all().stream().map(Topics.Named::id).collect(Collectors.joining(", "));
            faults.add(new Fault("/topic", "There is no topic " + id + ".", "One of " + all));
        });
    }

    /** A step that sends by a channel its message says nothing for would send nothing. */
    private void checkChannels(Optional<Scenario> scenario, List<Compiled> messages, List<Fault> faults) {
        scenario.stream().flatMap(each -> each.steps().stream()).forEach(step -> {
            if (step instanceof Step.Send send) {
                send.channels().forEach(channel -> checkChannel(send, channel, messages, faults));
            }
        });
    }

    private void checkChannel(Step.Send send, String channel, List<Compiled> messages, List<Fault> faults) {
        if (channels.get(channel).isEmpty()) {
            String all = channels.all().stream().map(Channel::id).collect(Collectors.joining(", "));
            faults.add(new Fault(
                    "", "Step " + send.id() + " sends by " + channel + ", a channel there is not.", "One of " + all));
            return;
        }
        messages.stream()
                .filter(message -> message.message().equals(send.message()) && !message.speaksBy(channel))
                .forEach(message -> faults.add(new Fault(
                        "/messages/" + message.message(),
                        "Step " + send.id() + " sends this by " + channel + ", and nothing is said for that channel.",
                        channel.equals("email") ? "subject, from and mjml" : channel + ": …")));
    }

    private static Optional<String> topic(Value document) {
        return document.at("topic") instanceof Value.Text(var id) ? Optional.of(id) : Optional.empty();
    }
}

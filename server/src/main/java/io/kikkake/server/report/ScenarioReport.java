package io.kikkake.server.report;

import io.kikkake.engine.scenario.Graph;
import io.kikkake.engine.scenario.Graph.Kind;
import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.scenario.Readback;
import io.kikkake.server.delivery.Deliveries;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.runner.Counts;
import io.kikkake.server.runner.Counts.OfScenario;
import io.kikkake.server.runner.Counts.OfStep;
import io.kikkake.server.runner.SeedingProgress;
import io.kikkake.server.scenario.ScenarioVersion;
import io.kikkake.server.scenario.Scenarios;
import io.kikkake.server.tracking.Reactions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Scenarios with what they say and how many went through them. */
@RestController
@RequestMapping("/api/scenarios")
class ScenarioReport {

    record All(List<Summary> scenarios) {}

    record Summary(
            String id,
            Names name,
            int version,
            String status,
            Names trigger,
            long running,
            long entered,
            long sent,
            long goals,
            Instant publishedAt) {}

    record Details(
            String id,
            Names name,
            int version,
            String status,
            Names trigger,
            long running,
            long entered,
            long sent,
            long goals,
            Instant publishedAt,
            Map<String, ?> definition,
            String source,
            Telling readback,
            Drawing graph,
            SeedingProgress.@Nullable Progress seeding) {}

    record Telling(List<String> ja, List<String> en) {}

    record Drawing(List<Node> nodes, List<Graph.Edge> edges) {}

    record Node(
            String id, String kind, Names title, @Nullable Names detail, NodeCounts counts) {}

    /** @param opened people, as {@code clicked} */
    record NodeCounts(long now, long passed, long sent, long failed, long opened, long clicked) {}

    record Live(long running, long entered, long goals, Map<String, NodeCounts> nodes) {}

    private final Scenarios scenarios;
    private final Counts counts;
    private final Deliveries deliveries;
    private final SeedingProgress seeding;
    private final Reactions reactions;

    ScenarioReport(
            Scenarios scenarios, Counts counts, Deliveries deliveries, SeedingProgress seeding, Reactions reactions) {
        this.scenarios = scenarios;
        this.counts = counts;
        this.deliveries = deliveries;
        this.seeding = seeding;
        this.reactions = reactions;
    }

    @GetMapping
    All all() {
        Map<String, OfScenario> happened = counts.all();
        return new All(scenarios.newest().stream()
                .map(version -> summary(version, happened.getOrDefault(version.id(), Counts.nothing())))
                .toList());
    }

    @GetMapping("/{id}")
    Details one(@PathVariable String id) {
        ScenarioVersion version = version(id);
        OfScenario happened = counts.of(id);
        Summary head = summary(version, happened);
        Graph graph = Graph.of(version.scenario());
        Map<String, NodeCounts> counted = nodes(graph, happened, deliveries.failed(id), reactions.people(id));
        Readback readback = Readback.of(version.scenario());
        return new Details(
                head.id(),
                head.name(),
                head.version(),
                head.status(),
                head.trigger(),
                head.running(),
                head.entered(),
                head.sent(),
                head.goals(),
                head.publishedAt(),
                Json.map(version.definition()),
                version.source(),
                new Telling(readback.ja(), readback.en()),
                new Drawing(
                        graph.nodes().stream()
                                .map(node -> new Node(
                                        node.id(),
                                        node.kind().keyword(),
                                        node.title(),
                                        node.detail().ja().isEmpty() ? null : node.detail(),
                                        counted.getOrDefault(node.id(), new NodeCounts(0, 0, 0, 0, 0, 0))))
                                .toList(),
                        graph.edges()),
                version.active() ? seeding.of(version.scenario()).orElse(null) : null);
    }

    @GetMapping("/{id}/counts")
    Live counts(@PathVariable String id) {
        ScenarioVersion version = version(id);
        OfScenario happened = counts.of(id);
        return new Live(
                happened.running(),
                happened.entered(),
                happened.goals(),
                nodes(Graph.of(version.scenario()), happened, deliveries.failed(id), reactions.people(id)));
    }

    private ScenarioVersion version(String id) {
        return scenarios.newest(id).orElseThrow(() -> Problem.notFound("The scenario " + id));
    }

    private static Summary summary(ScenarioVersion version, OfScenario happened) {
        Graph.Node trigger = Graph.of(version.scenario()).nodes().getFirst();
        return new Summary(
                version.id(),
                version.scenario().name(),
                version.version(),
                version.active() ? "active" : "archived",
                trigger.title(),
                happened.running(),
                happened.entered(),
                happened.sent(),
                happened.goals(),
                version.publishedAt());
    }

    private static Map<String, NodeCounts> nodes(
            Graph graph, OfScenario happened, Map<String, Long> failed, Map<String, Reactions.People> reacted) {
        var nodes = new LinkedHashMap<String, NodeCounts>();
        for (Graph.Node node : graph.nodes()) {
            OfStep step = happened.step(node.id());
            long passed = switch (node.kind()) {
                case TRIGGER -> happened.entered();
                case END -> happened.ended();
                case EXIT -> step.exited();
                default -> step.passed();
            };
            boolean sends = node.kind() == Kind.SEND;
            Reactions.People people = reacted.getOrDefault(node.id(), Reactions.People.NONE);
            nodes.put(
                    node.id(),
                    new NodeCounts(
                            step.now(),
                            passed,
                            step.sent(),
                            sends ? failed.getOrDefault(node.id(), 0L) : 0,
                            people.opened(),
                            people.clicked()));
        }
        return nodes;
    }
}

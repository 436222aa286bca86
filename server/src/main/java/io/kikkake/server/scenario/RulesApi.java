package io.kikkake.server.scenario;

import io.kikkake.engine.scenario.DefinitionInvalid;
import io.kikkake.engine.scenario.GuardRules;
import io.kikkake.engine.scenario.Readback;
import io.kikkake.engine.scenario.RulesReader;
import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Problem.Fault;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the guard asks of every scenario: read and written as a whole. */
@RestController
class RulesApi {

    record Telling(List<String> ja, List<String> en) {}

    record Rules(int version, Map<String, ?> definition, String source, Telling readback) {}

    private final RulesStore store;
    private final Scenarios scenarios;
    private final Topics topics;
    private final ApplicationEventPublisher events;

    RulesApi(RulesStore store, Scenarios scenarios, Topics topics, ApplicationEventPublisher events) {
        this.store = store;
        this.scenarios = scenarios;
        this.topics = topics;
        this.events = events;
    }

    @GetMapping("/api/rules")
    Rules read() {
        RulesStore.Written written = store.newest();
        Readback readback = Readback.of(RulesReader.read(written.definition()));
        return new Rules(
                written.version(),
                Json.map(written.definition()),
                written.source(),
                new Telling(readback.ja(), readback.en()));
    }

    @PutMapping(
            path = "/api/rules",
            consumes = {"application/yaml", "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON_VALUE})
    synchronized Rules write(HttpServletRequest request) throws IOException {
        String text = Documents.text(request.getInputStream().readNBytes(Documents.LARGEST_BYTES + 1));
        boolean json = MediaType.parseMediaType(request.getContentType()).isCompatibleWith(MediaType.APPLICATION_JSON);
        Value document = json ? Documents.json(text) : Documents.yaml(text);
        check(document);
        RulesStore.Written before = store.newest();
        if (document instanceof Value.ObjectOf definition && !definition.equals(before.definition())) {
            store.add(before.version() + 1, text, definition);
            scenarios.reload();
            events.publishEvent(new ScenariosChanged());
        }
        return read();
    }

    private void check(Value document) {
        var faults = new ArrayList<Fault>();
        try {
            checkTopics(RulesReader.read(document), faults);
        } catch (DefinitionInvalid e) {
            e.problems()
                    .forEach(problem -> faults.add(new Fault(problem.path(), problem.message(), problem.suggestion())));
        }
        if (!faults.isEmpty()) {
            String count = faults.size() == 1 ? "a fault" : faults.size() + " faults";
            throw new Problem(422, "Rules not changed", "The document has " + count + "; nothing was changed.", faults);
        }
    }

    private void checkTopics(GuardRules rules, List<Fault> faults) {
        String all = topics.all().stream().map(Topics.Named::id).collect(Collectors.joining(", "));
        for (int i = 0; i < rules.caps().size(); i++) {
            String topic = rules.caps().get(i).topic();
            if (topic != null && topics.named(topic).isEmpty()) {
                faults.add(new Fault("/caps/" + i + "/topic", "There is no topic " + topic + ".", "One of " + all));
            }
        }
    }

    @GetMapping("/schema/rules.json")
    ResponseEntity<Resource> schema() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/schema+json"))
                .header("Access-Control-Allow-Origin", "*")
                .body(new ClassPathResource(RulesReader.SCHEMA.substring(1)));
    }
}

package io.kikkake.server.scenario;

import io.kikkake.engine.scenario.ScenarioReader;
import io.kikkake.server.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Publishing and archiving. */
@RestController
class ScenarioApi {

    record Answer(String id, int version, String change) {}

    private final Publisher publisher;

    ScenarioApi(Publisher publisher) {
        this.publisher = publisher;
    }

    @PostMapping(
            path = "/api/scenarios",
            consumes = {"application/yaml", "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON_VALUE})
    Answer publish(
            HttpServletRequest request,
            @RequestParam(defaultValue = "stay") String running,
            @RequestParam(defaultValue = "") List<String> steps)
            throws IOException {
        String text = Documents.text(request.getInputStream().readNBytes(Documents.LARGEST_BYTES + 1));
        boolean json = MediaType.parseMediaType(request.getContentType()).isCompatibleWith(MediaType.APPLICATION_JSON);
        if (!running.equals("stay") && !running.equals("move")) {
            throw new Problem(400, "Not published", "\"running\" is stay or move, not \"" + running + "\".");
        }
        if (running.equals("move")) {
            var outcome = publisher.publishAndMove(text, json, Publisher.steps(steps));
            return new Answer(outcome.id(), outcome.version(), outcome.change().word());
        }
        var outcome = json ? publisher.publishJson(text) : publisher.publishYaml(text);
        return new Answer(outcome.id(), outcome.version(), outcome.change().word());
    }

    @DeleteMapping("/api/scenarios/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void archive(@PathVariable String id) {
        publisher.archive(id);
    }

    @GetMapping("/schema/scenario.json")
    ResponseEntity<Resource> schema() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/schema+json"))
                .header("Access-Control-Allow-Origin", "*")
                .body(new ClassPathResource(ScenarioReader.SCHEMA.substring(1)));
    }
}

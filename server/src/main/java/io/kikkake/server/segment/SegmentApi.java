package io.kikkake.server.segment;

import io.kikkake.engine.condition.Parts;
import io.kikkake.engine.scenario.Conditions;
import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.scenario.Segment;
import io.kikkake.engine.scenario.SegmentReader;
import io.kikkake.server.customer.CustomerList;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.scenario.ScenarioVersion;
import io.kikkake.server.scenario.Scenarios;
import io.kikkake.server.scenario.Segments;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Segments, and who is in them now. */
@RestController
class SegmentApi {

    private static final int LARGEST_PAGE = 200;

    /** @param readback who is in it, in a sentence */
    record Listed(String id, Names name, Names readback) {
        static Listed of(Segment segment) {
            return new Listed(segment.id(), segment.name(), SegmentReader.tell(segment.condition()));
        }
    }

    /** @param customers how many are in it now */
    record Counted(String id, Names name, Names readback, long customers) {}

    record Preview(Names readback, long customers) {}

    record Member(String id, String label) {}

    /** @param next for the page after this one; null on the last */
    record Members(List<Member> customers, @Nullable String next) {}

    private final Segments segments;
    private final Scenarios scenarios;
    private final Population population;
    private final CustomerList customers;

    SegmentApi(Segments segments, Scenarios scenarios, Population population, CustomerList customers) {
        this.segments = segments;
        this.scenarios = scenarios;
        this.population = population;
        this.customers = customers;
    }

    @GetMapping("/api/segments")
    List<Listed> all() {
        return segments.all().stream().map(Listed::of).toList();
    }

    @PostMapping(
            path = "/api/segments",
            consumes = {"application/yaml", "application/x-yaml", "text/yaml", MediaType.APPLICATION_JSON_VALUE})
    Listed save(@RequestBody String document) {
        return Listed.of(segments.save(document));
    }

    @PostMapping("/api/segments/preview")
    Preview preview(@RequestBody String condition) {
        var read = segments.condition(condition);
        return new Preview(SegmentReader.tell(read), population.count(read));
    }

    @GetMapping("/api/segments/{id}")
    Counted one(@PathVariable String id) {
        Segment segment = segment(id);
        return new Counted(
                segment.id(),
                segment.name(),
                SegmentReader.tell(segment.condition()),
                population.count(segment.condition()));
    }

    /** @param after the {@code next} of the page before */
    @GetMapping("/api/segments/{id}/customers")
    Members members(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "50") int limit) {
        int most = Math.clamp(limit, 1, LARGEST_PAGE);
        List<Long> ids = population.members(segment(id).condition(), after, most);
        Map<Long, CustomerList.Reference> named = customers.references(ids);
        return new Members(
                ids.stream()
                        .map(named::get)
                        .filter(Objects::nonNull)
                        .map(one -> new Member(Long.toString(one.id()), one.label()))
                        .toList(),
                ids.size() < most ? null : Long.toString(ids.getLast()));
    }

    @DeleteMapping("/api/segments/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        scenarios.newest().stream()
                .filter(ScenarioVersion::active)
                .filter(version -> Conditions.of(version.scenario())
                        .flatMap(Parts::segments)
                        .anyMatch(id::equals))
                .findFirst()
                .ifPresent(version -> {
                    throw new Problem(
                            409, "In use", "The scenario " + version.id() + " asks for it. Change that first.");
                });
        segments.delete(id);
    }

    @GetMapping("/schema/segment.json")
    ResponseEntity<Resource> schema() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/schema+json"))
                .header("Access-Control-Allow-Origin", "*")
                .body(new ClassPathResource(SegmentReader.SCHEMA.substring(1)));
    }

    private Segment segment(String id) {
        return segments.named(id).orElseThrow(() -> Problem.notFound("The segment " + id));
    }
}

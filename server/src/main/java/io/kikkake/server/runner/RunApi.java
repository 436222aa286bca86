package io.kikkake.server.runner;

import io.kikkake.engine.Input.Manual.Act;
import io.kikkake.server.customer.Customers;
import io.kikkake.server.ingest.Kind;
import io.kikkake.server.ingest.OwnEntries;
import io.kikkake.server.ingest.OwnEntries.OwnEntry;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.scenario.ScenarioVersion;
import io.kikkake.server.scenario.Scenarios;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Puts a customer into a scenario, takes them out, and lets a run go on from its wait. Durable on return. */
@RestController
@RequestMapping("/api/customers/{customer}/runs")
class RunApi {

    /**
     * @param id the same for the same request: said twice, it is done once; made up where it is left out
     * @param properties what the run will know as its entry
     */
    record Enrolment(
            @Nullable String scenario,
            @Nullable String id,
            @Nullable Map<String, Object> properties) {}

    private final OwnEntries log;
    private final Customers customers;
    private final Running running;
    private final Scenarios scenarios;
    private final Clock clock;

    RunApi(OwnEntries log, Customers customers, Running running, Scenarios scenarios, Clock clock) {
        this.log = log;
        this.customers = customers;
        this.running = running;
        this.scenarios = scenarios;
        this.clock = clock;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    void enrol(@PathVariable String customer, @RequestBody Enrolment enrolment, @Nullable Principal who) {
        long number = customer(customer);
        String scenario = enrolment.scenario() == null ? "" : enrolment.scenario();
        if (scenarios.newest(scenario).filter(ScenarioVersion::active).isEmpty()) {
            throw new Problem(
                    422,
                    "No such scenario",
                    "Nobody can enter \"" + scenario + "\"; name an active one in \"scenario\".");
        }
        String id = enrolment.id() == null ? "by-hand-" + clock.instant() : enrolment.id();
        Map<String, Object> properties = enrolment.properties() == null ? Map.of() : enrolment.properties();
        String by = who == null ? null : who.getName();
        // The run's id comes from the request as the log knows it: two numbers may have become one customer's since.
        String request = number + ":" + id;
        log.add(List.of(new OwnEntry(
                number,
                Kind.ENROL,
                "Enrolled",
                "enrol:" + scenario + ":" + request,
                Json.write(Requests.enrol(request, scenario, properties, by)))));
    }

    @PostMapping("/{run}/stop")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void stop(@PathVariable String customer, @PathVariable String run, @Nullable Principal who) {
        ask(customer, run, Act.STOP, who);
    }

    @PostMapping("/{run}/skip")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void skip(@PathVariable String customer, @PathVariable String run, @Nullable Principal who) {
        ask(customer, run, Act.SKIP, who);
    }

    private void ask(String customer, String run, Act act, @Nullable Principal who) {
        long number = customer(customer);
        Running.Passage passage = running.of(Set.of(number)).stream()
                .filter(candidate -> candidate.id().equals(run))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("The run " + run));
        String by = who == null ? "?" : who.getName();
        // The wait that is skipped is named, so that a request sent twice does not skip the next one as well.
        String id = act + ":" + run + ":" + passage.step() + ":" + passage.until();
        log.add(List.of(
                new OwnEntry(number, Kind.MANUAL, "Asked by hand", id, Json.write(Requests.manual(run, act, by)))));
    }

    private long customer(String id) {
        try {
            long number = Long.parseLong(id);
            if (customers.profiles(Set.of(number)).containsKey(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw Problem.notFound("The customer " + id);
        }
        throw Problem.notFound("The customer " + id);
    }
}

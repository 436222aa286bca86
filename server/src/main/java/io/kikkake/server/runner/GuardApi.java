package io.kikkake.server.runner;

import io.kikkake.engine.Guard;
import io.kikkake.engine.Guard.Finding;
import io.kikkake.engine.Guard.Verdict;
import io.kikkake.engine.Reason;
import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import io.kikkake.server.customer.Customers;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.scenario.ScenarioVersion;
import io.kikkake.server.scenario.Scenarios;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the guard would say now of a message to a customer. Changes nothing. */
@RestController
class GuardApi {

    /**
     * @param run the customer's, where one is under way; null: as if one came to the step now
     * @param verdict pass, block or defer: what the first check says that does not pass
     * @param decides that check; null where all pass
     * @param checks all of them, in the order they are made
     */
    record Explanation(
            String scenario,
            int version,
            String step,
            String message,
            @Nullable String run,
            Instant at,
            String verdict,
            @Nullable String decides,
            List<Told> checks) {}

    /** @param until when it is worth to ask again, where it defers */
    record Told(
            String check,
            String verdict,
            @Nullable Names reason,
            @Nullable Instant until) {}

    private final Scenarios scenarios;
    private final Customers customers;
    private final CustomerStates states;
    private final Clock clock;

    GuardApi(Scenarios scenarios, Customers customers, CustomerStates states, Clock clock) {
        this.scenarios = scenarios;
        this.customers = customers;
        this.states = states;
        this.clock = clock;
    }

    /** @param step a step that sends; or its message, of which the first step that sends it counts */
    @GetMapping("/api/customers/{customer}/guard")
    Explanation explain(
            @PathVariable String customer,
            @RequestParam String scenario,
            @RequestParam(defaultValue = "") String step,
            @RequestParam(defaultValue = "") String message) {
        long number = number(customer);
        Instant now = clock.instant();
        CustomerState state = states.of(number);
        ScenarioVersion newest =
                scenarios.newest(scenario).orElseThrow(() -> Problem.notFound("The scenario " + scenario));
        Optional<Run> known = state.runs().stream()
                .filter(run -> run.scenario().equals(scenario))
                .findFirst();
        ScenarioVersion version =
                known.flatMap(run -> scenarios.version(scenario, run.version())).orElse(newest);
        Step.Send send = send(version, step, message);
        Run run = known.orElseGet(() -> imagined(version, send, now));
        List<Told> checks = Guard.explain(scenarios.current(), state, run, send.id(), now).stream()
                .map(GuardApi::told)
                .toList();
        Optional<Told> first = checks.stream()
                .filter(Predicate.not(told -> told.verdict().equals("pass")))
                .findFirst();
        return new Explanation(
                scenario,
                version.version(),
                send.id(),
                send.message(),
                known.map(Run::id).orElse(null),
                now,
                first.map(Told::verdict).orElse("pass"),
                first.map(Told::check).orElse(null),
                checks);
    }

    private long number(String customer) {
        if (customer.matches("\\d{1,18}")) {
            long number = Long.parseLong(customer);
            if (customers.profiles(Set.of(number)).containsKey(number)) {
                return number;
            }
        }
        throw Problem.notFound("The customer " + customer);
    }

    private static Step.Send send(ScenarioVersion version, String step, String message) {
        if (step.isEmpty() == message.isEmpty()) {
            throw new Problem(400, "Not explained", "Name a \"step\" that sends, or a \"message\", and not both.");
        }
        return version.scenario().steps().stream()
                .filter(Step.Send.class::isInstance)
                .map(Step.Send.class::cast)
                .filter(send -> step.isEmpty()
                        ? send.message().equals(message)
                        : send.id().equals(step))
                .findFirst()
                .orElseThrow(() -> Problem.notFound(
                        step.isEmpty()
                                ? "A step that sends the message " + message
                                : "A step " + step + " that sends"));
    }

    private static Run imagined(ScenarioVersion version, Step.Send send, Instant now) {
        return new Run("none", version.id(), version.version(), null, Value.ObjectOf.EMPTY, now, send.id(), 1, null);
    }

    private static Told told(Finding finding) {
        String check = finding.check().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return switch (finding.verdict()) {
            case Verdict.Pass() -> new Told(check, "pass", null, null);
            case Verdict.Block(Reason reason) -> new Told(check, "block", reason.text(), null);
            case Verdict.Defer(Instant until, Reason reason) -> new Told(check, "defer", reason.text(), until);
        };
    }
}

package io.kikkake.engine;

import io.kikkake.engine.ScenarioSet.Project;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.condition.Truth;
import io.kikkake.engine.scenario.SegmentReader;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A condition asked of a customer while things happen. */
final class Asking {

    private final Condition condition;
    private final ScenarioSet active;
    private final Customer customer;

    private Asking(Condition condition, ScenarioSet active, Customer customer) {
        this.condition = condition;
        this.active = active;
        this.customer = customer;
    }

    static Asking of(String condition) {
        return of(condition, UnaryOperator.identity());
    }

    static Asking of(String condition, UnaryOperator<Project> project) {
        Condition read = SegmentReader.condition(Documents.value(condition));
        Project with = project.apply(Customer.project().withSegments(Map.of("asked", read)));
        ScenarioSet active = ScenarioSet.of(with, List.of());
        return new Asking(read, active, Customer.of(active));
    }

    Customer customer() {
        return customer;
    }

    ScenarioSet active() {
        return active;
    }

    Truth truth() {
        return truth(customer.now());
    }

    /** If nothing comes in until then. */
    Truth truth(Instant moment) {
        return condition.truth(facts().at(moment));
    }

    Truth truth(CustomerState state, Instant moment) {
        return condition.truth(facts(state, moment));
    }

    @Nullable
    Instant nextChange() {
        return condition.nextChange(facts(), customer.now());
    }

    private Facts facts() {
        return facts(customer.state(), customer.now());
    }

    private Facts facts(CustomerState state, Instant now) {
        return new Draft(active, state, now).facts(null, (Value.ObjectOf) null);
    }
}

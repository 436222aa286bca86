package io.kikkake.server.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Engine;
import io.kikkake.engine.Input;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.ScenarioSet.Project;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.condition.Operator;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.condition.Surroundings;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Tally;
import io.kikkake.engine.time.LeapDay;
import io.kikkake.engine.value.Value;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestDatabase;
import io.kikkake.server.ingest.Kind;
import io.kikkake.server.platform.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine and the database give the same answer about the same customers. */
class PopulationTest {

    private static final int CUSTOMERS = 120;
    private static final int CONDITIONS = 300;
    private static final long SEED =
            Optional.ofNullable(Long.getLong("kikkake.seed")).orElseGet(System::nanoTime);
    private static final String NOW = "2026-04-01T03:00:00Z";

    private static final Condition PRO = new Condition.Test(
            new Subject(Subject.Source.ATTRIBUTE, "plan"), Operator.EQUALS, new Operand.Literal(Value.of("pro")));
    private static final Project PROJECT = new Project(
                    ZoneId.of("Asia/Tokyo"),
                    Map.of(
                            "offers", new Topic("offers", Topic.Kind.MARKETING, Topic.Consent.OPT_IN),
                            "news", new Topic("news", Topic.Kind.MARKETING, Topic.Consent.UNTIL_REFUSED),
                            "service", new Topic("service", Topic.Kind.TRANSACTIONAL, Topic.Consent.NONE)))
            .withSegments(Map.of("pros", PRO));

    /** What is known of one customer. */
    private record Known(
            Value.ObjectOf attributes, List<Input.Event> history, Map<String, Boolean> consents, boolean inS1) {}

    private static final TestDatabase database = TestDatabase.create();
    private static final Population population =
            new Population(database.dataSource(), () -> PROJECT, new InS1(), new TestClock(NOW));
    private static final RandomConditions random = new RandomConditions(SEED);
    private static final Map<Long, Known> customers = new LinkedHashMap<>();

    /** Customers with an odd id are in the scenario s1. */
    private static final class InS1 implements Passages {
        @Override
        public org.jooq.Condition isIn(String scenario) {
            return scenario.equals("s1") ? DSL.condition("c.id % 2 = 1") : DSL.falseCondition();
        }

        @Override
        public org.jooq.Condition hasBeenIn(String scenario) {
            return isIn(scenario);
        }
    }

    @BeforeAll
    static void populate() {
        System.out.println("PopulationTest: -Dkikkake.seed=" + SEED);
        database.jdbc()
                .sql("create table event_test partition of event default")
                .update();
        for (long id = 1; id <= CUSTOMERS; id++) {
            var consents = new HashMap<String, Boolean>();
            if (random.oneIn(2)) {
                consents.put(random.oneIn(2) ? "offers" : "news", random.oneIn(2));
            }
            var customer =
                    new Known(random.attributes(), random.history(id * 100, Instant.parse(NOW)), consents, id % 2 == 1);
            customers.put(id, customer);
            store(id, customer);
        }
    }

    private static void store(long id, Known customer) {
        database.jdbc()
                .sql("insert into customer (id, created_at, attributes) values (?, now(), ?::jsonb)")
                .params(id, Json.write(customer.attributes()))
                .update();
        customer.consents()
                .forEach((topic, granted) -> database.jdbc()
                        .sql("insert into consent (customer_id, topic, granted, since) values (?, ?, ?, now())")
                        .params(id, topic, granted)
                        .update());
        for (Input.Event event : customer.history()) {
            // Some of it came while the customer was still taken for another.
            long then = event.id() % 3 == 0 ? 10_000 + id : id;
            database.jdbc()
                    .sql(
                            "insert into customer (id, created_at, merged_into) values (?, now(), ?) on conflict do nothing")
                    .params(10_000 + id, id)
                    .update();
            database.jdbc()
                    .sql(
                            "insert into event (seq, shard, customer_id, kind, historical, name, ts, received_at, properties)"
                                    + " values (?, 0, ?, ?, false, ?, ?::timestamptz, now(), ?::jsonb)")
                    .params(
                            event.id(),
                            then,
                            Kind.TRACK.code(),
                            event.name(),
                            event.timestamp().toString(),
                            Json.write(event.properties()))
                    .update();
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void whoMatchesIsTheSameInTheEngineAndInTheDatabase() {
        for (int i = 0; i < CONDITIONS; i++) {
            Condition condition = random.condition(2);
            // What is unknown is neither in the segment nor outside of it.
            for (Condition asked : List.of(condition, new Condition.Not(condition))) {
                assertThat(population.members(asked, 0, CUSTOMERS))
                        .as("members of %s, -Dkikkake.seed=%d", asked, SEED)
                        .isEqualTo(inTheEngine(asked));
            }
        }
    }

    @Test
    void membersComeInPagesAndAreCounted() {
        Condition everybody = Condition.always();
        assertThat(population.count(everybody)).isEqualTo(CUSTOMERS);
        assertThat(population.members(everybody, 0, 2)).containsExactly(1L, 2L);
        assertThat(population.members(everybody, CUSTOMERS - 1, 2)).containsExactly((long) CUSTOMERS);
    }

    private static List<Long> inTheEngine(Condition condition) {
        ScenarioSet asked = ScenarioSet.of(PROJECT.withSegments(Map.of("pros", PRO, "asked", condition)), List.of());
        var members = new ArrayList<Long>();
        customers.forEach((id, customer) -> {
            CustomerState state = CustomerState.unknown(id).withAttributes(customer.attributes());
            for (Input.Event event : customer.history()) {
                state = Engine.decide(asked, state, event, Instant.parse(NOW)).state();
            }
            Surroundings around = new Around(customer, state.memory().tallies());
            var facts = new Facts(customer.attributes(), null, null, Value.ObjectOf.EMPTY, around, Instant.parse(NOW));
            if (condition.holds(facts)) {
                members.add(id);
            }
        });
        return members;
    }

    private record Around(Known customer, Map<Long, Tally> tallies) implements Surroundings {
        @Override
        public Instant now() {
            return Instant.parse(NOW);
        }

        @Override
        public ZoneId zone() {
            String said = customer.attributes().at("timezone") instanceof Value.Text(var text) ? text : null;
            return new Moment(now(), PROJECT).zone(said);
        }

        @Override
        public LeapDay leapDay() {
            return PROJECT.leapDay();
        }

        @Override
        public @Nullable Tally tally(long id) {
            return tallies.get(id);
        }

        @Override
        public @Nullable Boolean permits(String id) {
            Topic topic = PROJECT.topics().get(id);
            return topic == null ? null : topic.permits(customer.consents().get(id));
        }

        @Override
        public boolean isIn(String scenario) {
            return customer.inS1() && scenario.equals("s1");
        }

        @Override
        public boolean hasBeenIn(String scenario) {
            return isIn(scenario);
        }

        @Override
        public @Nullable Condition segment(String id) {
            return PROJECT.segments().get(id);
        }

        @Override
        public Optional<Value.ObjectOf> product(String id) {
            return Optional.empty();
        }
    }
}

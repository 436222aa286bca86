package io.kikkake.server.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.value.Value;
import io.kikkake.server.TestDatabase;
import io.kikkake.server.platform.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine and the database give the same answer about the same customers. */
class PopulationTest {

    private static final int CUSTOMERS = 150;
    private static final int CONDITIONS = 1_500;
    private static final long SEED =
            Optional.ofNullable(Long.getLong("kikkake.seed")).orElseGet(System::nanoTime);

    private static final TestDatabase database = TestDatabase.create();
    private static final Population population = new Population(database.dataSource());
    private static final RandomConditions random = new RandomConditions(SEED);
    private static final Map<Long, Value.ObjectOf> customers = new LinkedHashMap<>();

    @BeforeAll
    static void populate() {
        System.out.println("PopulationTest: -Dkikkake.seed=" + SEED);
        for (long id = 1; id <= CUSTOMERS; id++) {
            Value.ObjectOf attributes = random.attributes();
            customers.put(id, attributes);
            database.jdbc()
                    .sql("insert into customer (id, created_at, attributes) values (?, now(), ?::jsonb)")
                    .params(id, Json.write(attributes))
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
            Condition condition = random.condition(3);
            assertThat(population.members(condition, 0, CUSTOMERS))
                    .as("members of %s, -Dkikkake.seed=%d", condition, SEED)
                    .isEqualTo(inTheEngine(condition));
            // What is unknown is neither in the segment nor outside of it.
            Condition not = new Condition.Not(condition);
            assertThat(population.members(not, 0, CUSTOMERS))
                    .as("members of %s, -Dkikkake.seed=%d", not, SEED)
                    .isEqualTo(inTheEngine(not));
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
        return customers.entrySet().stream()
                .filter(customer -> condition.holds(new Facts(customer.getValue(), null, null)))
                .map(Map.Entry::getKey)
                .toList();
    }
}

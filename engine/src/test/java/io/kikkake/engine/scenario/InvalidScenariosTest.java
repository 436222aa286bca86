package io.kikkake.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kikkake.engine.Documents;
import io.kikkake.engine.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reader and the JSON Schema refuse the same documents, as far as a schema can tell. */
class InvalidScenariosTest {

    static final String SOUND = """
            scenario: cart
            name: {ja: カゴ落ち, en: Cart}
            topic: offers
            trigger: {event: Cart Updated}
            key: cart_id
            steps:
              - {id: wait, wait: {for: 1h}}
              - {id: mail, send: reminder}
            messages:
              reminder: {from: owner, subject: Hello, mjml: <mjml/>}
            """;

    private static final JsonMapper JSON = new JsonMapper();
    static final Schema SCHEMA = schema();

    record Invalid(String about, Value document, boolean bySchema, List<Expected> problems) {
        @Override
        public String toString() {
            return about;
        }
    }

    record Expected(String path, String message, @Nullable String suggestion) {}

    static Stream<Invalid> invalid() {
        Value.ListOf all =
                (Value.ListOf) Documents.value(Documents.resource("/io/kikkake/engine/scenario/invalid.yaml"));
        return all.items().stream().map(InvalidScenariosTest::invalid);
    }

    private static Invalid invalid(Value item) {
        var fields = new LinkedHashMap<>(((Value.ObjectOf) Documents.value(SOUND)).fields());
        ((Value.ObjectOf) at(item, "with")).fields().forEach((name, value) -> {
            if (value instanceof Value.Null) {
                fields.remove(name);
            } else {
                fields.put(name, value);
            }
        });
        List<Expected> problems = ((Value.ListOf) at(item, "problems"))
                .items().stream()
                        .map(problem -> new Expected(
                                text(at(problem, "path")),
                                text(at(problem, "message")),
                                problem.at("suggestion") instanceof Value.Text(var suggestion) ? suggestion : null))
                        .toList();
        return new Invalid(
                text(at(item, "about")),
                new Value.ObjectOf(fields),
                !Value.of(false).equals(item.at("schema")),
                problems);
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void theReaderTellsAllThatIsWrong(Invalid invalid) {
        DefinitionInvalid refusal =
                catchThrowableOfType(DefinitionInvalid.class, () -> ScenarioReader.read(invalid.document()));
        assertThat(refusal).isNotNull();
        assertThat(refusal.problems()).hasSameSizeAs(invalid.problems());
        for (int i = 0; i < invalid.problems().size(); i++) {
            Expected expected = invalid.problems().get(i);
            Problem problem = refusal.problems().get(i);
            assertThat(problem.path()).isEqualTo(expected.path());
            assertThat(problem.message()).contains(expected.message());
            assertThat(problem.suggestion()).isEqualTo(expected.suggestion());
        }
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void theSchemaRefusesWhatASchemaCanTell(Invalid invalid) {
        assertThat(SCHEMA.validate(json(invalid.document())).isEmpty()).isEqualTo(!invalid.bySchema());
    }

    @Test
    void theDemoScenariosAreSound() {
        Map<String, String> demos = Documents.demos();
        assertThat(demos).isNotEmpty();
        demos.forEach((name, yaml) -> {
            assertThat(SCHEMA.validate(json(Documents.value(yaml)))).as(name).isEmpty();
            assertThat(Documents.scenario(yaml).id() + ".yaml").isEqualTo(name);
        });
    }

    @Test
    void aScenarioThatUsesEverythingIsSound() {
        String everything = Documents.resource("/io/kikkake/engine/scenario/everything.yaml");
        assertThat(SCHEMA.validate(json(Documents.value(everything)))).isEmpty();
        assertThat(Documents.scenario(everything).steps()).hasSize(24);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        DefinitionInvalid refusal = catchThrowableOfType(
                DefinitionInvalid.class,
                () -> ScenarioReader.read(Documents.value("{scenario: a b, trigger: {}, steps: [{id: x, send: y}]}")));
        assertThat(refusal.problems())
                .extracting(Problem::path)
                .containsExactly("/scenario", "", "", "/trigger", "/steps/0/send");
        assertThat(refusal).hasMessageContaining("The field \"event\" is missing.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "5", "[]", "null", "true"})
    void whatIsNoObjectIsNoScenario(String yaml) {
        DefinitionInvalid refusal =
                catchThrowableOfType(DefinitionInvalid.class, () -> ScenarioReader.read(Documents.value(yaml)));
        assertThat(refusal.problems()).hasSize(1);
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Documents.resource(ScenarioReader.SCHEMA));
    }

    static JsonNode json(Value document) {
        return JSON.valueToTree(document.toJava());
    }

    private static Value at(Value item, String path) {
        Value value = item.at(path);
        if (value == null) {
            throw new AssertionError("The fixture has no " + path);
        }
        return value;
    }

    private static String text(Value value) {
        return ((Value.Text) value).text();
    }
}

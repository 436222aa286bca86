package io.kikkake.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kikkake.engine.Documents;
import io.kikkake.engine.Histories;
import io.kikkake.engine.value.Value;
import java.util.LinkedHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The project's rules: reader, schema and readback. */
class RulesTest {

    private static final String ALL = """
            caps:
              - {most: 1, per: day}
              - {most: 3, per: week, topic: offers}
              - {most: 10, per: 30d}
            same-message-within: 3d
            quiet-hours: {from: "22:00", to: "07:00", days: [saturday, sunday], holidays: jp}
            holdout: 5
            exclusion-groups: {carts: {within: 2d}, plain: {}}
            """;

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Documents.resource(RulesReader.SCHEMA));

    @Example
    void rulesReadLikeThis() {
        Readback readback = Readback.of(RulesReader.read(Documents.value(ALL)));
        assertThat(readback.ja())
                .containsExactly(
                        "メールは、1日間に1通まで。",
                        "配信カテゴリ「offers」のメールは、7日間に3通まで。",
                        "メールは、30日間に10通まで。",
                        "同じメールは3日間は送らない。",
                        "22:00から07:00まで、土曜日・日曜日、祝日は送らず、明けてから送る（顧客の現地時間）。",
                        "顧客の5%には、効果測定のため配信しない（ホールドアウト）。",
                        "排他グループ「carts」では、優先度の高いシナリオの進行中と、その配信から2日間は、ほかは送らない。",
                        "排他グループ「plain」では、優先度の高いシナリオの進行中、ほかは送らない。");
        assertThat(readback.en())
                .contains(
                        "At most 1 mail in 1 day.",
                        "At most 3 mails on the topic \"offers\" in 7 days.",
                        "No mail goes from 22:00 to 07:00, on Saturdays, Sundays, on Japanese holidays in the customer's"
                                + " own time; it waits until then.");
    }

    @Example
    void noRulesAreRules() {
        assertThat(RulesReader.read(Documents.value("{}"))).isEqualTo(GuardRules.NONE);
        assertThat(SCHEMA.validate(InvalidScenariosTest.json(Documents.value("{}"))))
                .isEmpty();
    }

    @Example
    void allThatIsWrongIsToldAtOnceWithItsPathAndWhatWasMeant() {
        DefinitionInvalid refusal =
                catchThrowableOfType(DefinitionInvalid.class, () -> RulesReader.read(Documents.value("""
                        caps: [{most: 0, per: month}, {per: day, topics: x}]
                        quiet-hour: none
                        quiet-hours: {from: "7", days: [monday, monday]}
                        holdout: -1
                        exclusion-groups: {"a b": {within: 0d}}
                        priority: 3
                        """)));
        assertThat(refusal.problems())
                .extracting(problem -> problem.path() + " " + problem.suggestion())
                .containsExactly(
                        "/caps/0/most null",
                        "/caps/0/per null",
                        "/caps/1 null",
                        "/caps/1/topics topic",
                        "/quiet-hours/from null",
                        "/quiet-hours/days/1 null",
                        "/quiet-hours null",
                        "/holdout null",
                        "/exclusion-groups/a b null",
                        "/exclusion-groups/a b/within null",
                        "/quiet-hour quiet-hours",
                        "/priority null");
    }

    @Provide
    Arbitrary<Value> replacements() {
        return Arbitraries.oneOf(
                Arbitraries.of("1h", "day", "10:00", "jp", "sunday", "", "0d", "25:00")
                        .map(Value::of),
                Arbitraries.of("[]", "{}", "[sunday]", "{within: 1d}", "100", "5.5", "0", "-1", "1e300", "1e-300")
                        .map(Documents::value),
                Histories.values()
                        .filter(value -> !(value instanceof Value.Number(var number))
                                || Math.abs((long) number.precision() - number.scale()) < 18));
    }

    @Property(tries = 600)
    void readerAndSchemaStayInStep(@ForAll int where, @ForAll("replacements") Value replacement) {
        Value.ObjectOf sound = (Value.ObjectOf) Documents.value(ALL);
        Value document = replaced(sound, where, replacement);
        boolean bySchema = SCHEMA.validate(InvalidScenariosTest.json(document)).isEmpty();
        try {
            assertThat(Readback.of(RulesReader.read(document)).ja()).isNotNull();
            assertThat(bySchema).as("the schema refuses " + document).isTrue();
        } catch (DefinitionInvalid refusal) {
            boolean onlyReaderCanTell = refusal.problems().stream()
                    .allMatch(problem -> problem.message().contains("end when they begin"));
            assertThat(bySchema).as(refusal.getMessage()).isEqualTo(onlyReaderCanTell);
        }
    }

    /** One field, or one within it, is something else. */
    private static Value replaced(Value.ObjectOf object, int where, Value replacement) {
        var names = object.fields().keySet().stream().toList();
        String name = names.get(Math.floorMod(where, names.size()));
        var fields = new LinkedHashMap<>(object.fields());
        Value inner = fields.get(name);
        boolean deeper =
                inner instanceof Value.ObjectOf(var within) && !within.isEmpty() && Math.floorMod(where / 7, 3) > 0;
        fields.put(
                name,
                deeper && inner instanceof Value.ObjectOf nested
                        ? replaced(nested, where / 21, replacement)
                        : replacement);
        return new Value.ObjectOf(fields);
    }
}

package io.kikkake.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.api.Test;

class RecordsTest {

    private static LogInput read(String json) {
        return InputReader.input(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void flinkTakesTheRecordsApartSoThatTheirStatesOutliveItsLibraries() {
        for (Class<?> type :
                List.of(LogInput.class, ScenarioChange.class, EffectRecord.class, HandOver.class, Refusal.class)) {
            assertThat(TypeInformation.of(type)).isInstanceOf(PojoTypeInfo.class);
        }
    }

    @Test
    void anEntryOfTheLogIsReadAsItWasWritten() {
        LogInput input = Inputs.track(3, 7, Inputs.NOON, "Cart Updated", "cart_id", "c-1", "total", 1200);
        assertThat(InputReader.input(Inputs.json(input))).isEqualTo(input);
        LogInput merge = Inputs.into(4, 7, Inputs.NOON, 8);
        assertThat(InputReader.input(Inputs.json(merge))).isEqualTo(merge);
    }

    @Test
    void whatIsNoEntrySaysWhatIsWrong() {
        String good = new String(Inputs.json(Inputs.track(3, 7, Inputs.NOON, "A")), StandardCharsets.UTF_8);
        Map<String, String> wrong = Map.of(
                "{]",
                "Unexpected",
                "[]",
                "object",
                good.replace("\"customer\":7", "\"customer\":7.5"),
                "\"customer\"",
                good.replace("TRACK", "SHOUT"),
                "TRACK, PAGE",
                good.replace("TRACK", "HANDED_OVER"),
                "TRACK, PAGE",
                good.replace("2024-06-03T03", "yesterday"),
                "\"receivedAt\"",
                good.replace("2024-06", "1924-06"),
                "between the years",
                good.replace("{}", "[]"),
                "\"properties\"",
                good.replace("TRACK", "MERGE_AWAY"),
                "\"into\"",
                good.replace("TRACK", "MERGE_AWAY").replace("{}", "{\"into\":7}"),
                "another customer");
        wrong.forEach((json, why) -> {
            assertThat(read(json).kind()).as(json).isEqualTo(LogInput.Kind.UNREADABLE);
            assertThat(read(json).name()).as(json).contains(why);
        });
    }

    @Test
    void valuesComeBackAsTheyWere() {
        Value value = Value.from(Map.of(
                "huge", new BigDecimal("1E+2000000000"),
                "small", new BigDecimal("-1E-2000000000"),
                "long", new BigDecimal("9".repeat(500)),
                "fraction", new BigDecimal("0.10"),
                "text", "三 \"\u0000\uD83D\uDE00",
                "list", List.of(1, true, Map.of("a", ""))));
        assertThat(Json.object(Json.bytes(value))).isEqualTo(value);
        Value nothing = Publications.value("{a: null, b: [null]}");
        assertThat(Json.object(Json.bytes(nothing))).isEqualTo(nothing);
    }

    @Test
    void argumentsAreReadAndWhatIsWrongIsToldAtOnce() {
        JobSettings settings = JobSettings.read("--brokers", "k:9092", "--quiet-seconds", "7");
        assertThat(settings.topics().inputs()).isEqualTo("kikkake.inputs");
        assertThat(settings.quiet()).hasSeconds(7);
        assertThatThrownBy(() -> JobSettings.read(
                        "--colour", "red", "--time-zone", "Mars", "--quiet-seconds", "0", "--name", "--inputs", "i"))
                .hasMessageContaining("--brokers is missing")
                .hasMessageContaining("no argument --colour")
                .hasMessageContaining("not Mars")
                .hasMessageContaining("from 1 to 9999, not 0")
                .hasMessageContaining("--name has no value")
                .hasMessageContaining("Arguments, each followed by its value");
    }
}

package io.kikkake.flink;

import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;

/**
 * The state of a customer who turned out to be another, on its way to that other's subtask.
 *
 * @param state as {@link StateCodec} writes it
 * @param attributes JSON object
 */
public record HandOver(long from, long into, byte[] state, String attributes) {

    static HandOver of(CustomerState state, long into) {
        return new HandOver(state.id(), into, StateCodec.write(state), Json.write(state.attributes()));
    }

    CustomerState customer() {
        return StateCodec.read(state, from, Json.object(attributes));
    }

    byte[] json() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("from", from);
        fields.put("into", into);
        fields.put("state", Base64.getEncoder().encodeToString(state));
        fields.put("attributes", Json.object(attributes));
        return Json.bytes(fields);
    }

    /** @throws RuntimeException of JSON or {@link IllegalArgumentException} where it is not what {@link #json} writes */
    static HandOver read(byte[] json) {
        Value.ObjectOf fields = Json.object(json);
        Value attributes = fields.fields().getOrDefault("attributes", Value.ObjectOf.EMPTY);
        var handOver = new HandOver(
                Json.whole(fields, "from"),
                Json.whole(fields, "into"),
                Base64.getDecoder().decode(Json.text(fields, "state")),
                Json.write(attributes));
        handOver.customer();
        return handOver;
    }

    static HandOver read(LogInput input) {
        return read(input.properties().getBytes(StandardCharsets.UTF_8));
    }
}

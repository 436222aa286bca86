package io.kikkake.flink;

import io.kikkake.engine.Effect;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;

/**
 * An effect as it leaves the job. Which kinds there are, and what each says, is the engine's: the effect's name and its
 * components.
 *
 * @param id derived from what caused the effect; the same when it is decided again
 * @param kind such as {@code send}, {@code withdraw}, {@code trace}
 * @param at when it was decided
 * @param effect JSON object
 */
public record EffectRecord(String id, long customer, String kind, Instant at, String effect) {

    /**
     * @param cause what was decided, unique for the customer
     * @param number of the effect among those of its cause
     */
    static EffectRecord of(Effect effect, long customer, String cause, int number, Instant at) {
        return new EffectRecord(customer + "-" + cause + "-" + number, customer, kind(effect), at, Json.write(effect));
    }

    private static String kind(Effect effect) {
        String name = effect.getClass().getSimpleName();
        return name.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    byte[] json() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", id);
        fields.put("customer", customer);
        fields.put("kind", kind);
        fields.put("at", at);
        fields.put("effect", Json.object(effect));
        return Json.bytes(fields);
    }

    /** What the effect says. */
    Value.ObjectOf content() {
        return Json.object(effect);
    }
}

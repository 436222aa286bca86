package io.kikkake.flink;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kikkake.engine.value.Value;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** JSON between Kafka, Flink's state and the engine's values. What the engine keeps comes back as the same value. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(100_000)
                            .maxStringLength(10_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .changeDefaultPropertyInclusion(included -> included.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule().addSerializer(new ValueAsJson()))
            .build();

    private Json() {}

    /**
     * Reads an object.
     *
     * @throws JacksonException where the text is not JSON or out of bounds
     * @throws IllegalArgumentException where it is JSON and no object
     */
    static Value.ObjectOf object(byte[] json) {
        if (Value.from(MAPPER.readValue(json, Object.class)) instanceof Value.ObjectOf object) {
            return object;
        }
        throw new IllegalArgumentException("A JSON object was expected");
    }

    static Value.ObjectOf object(String json) {
        return object(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Values, and records of the engine with their components as fields. Times are ISO 8601, what is null is left out. */
    static String write(Object tree) {
        return MAPPER.writeValueAsString(tree);
    }

    static byte[] bytes(Object tree) {
        return MAPPER.writeValueAsBytes(tree);
    }

    /** @throws IllegalArgumentException if the field is missing or not a whole number of 64 bits */
    static long whole(Value.ObjectOf object, String field) {
        if (object.fields().get(field) instanceof Value.Number(var number)) {
            try {
                return number.longValueExact();
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("\"" + field + "\" is a whole number, not " + number, e);
            }
        }
        throw new IllegalArgumentException("\"" + field + "\" is missing or not a number");
    }

    /** @throws IllegalArgumentException if the field is missing or not a text */
    static String text(Value.ObjectOf object, String field) {
        if (object.fields().get(field) instanceof Value.Text(var text)) {
            return text;
        }
        throw new IllegalArgumentException("\"" + field + "\" is missing or not a text");
    }

    private static final class ValueAsJson extends StdSerializer<Value> {

        ValueAsJson() {
            super(Value.class);
        }

        @Override
        public void serialize(Value value, JsonGenerator out, SerializationContext context) {
            context.writeValue(out, value.toJava());
        }
    }
}

package io.kikkake.server.platform;

import io.kikkake.engine.value.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the product reads and writes it, with bounds that keep what was accepted storable. */
public final class Json {

    /** Nesting deeper than this is refused. */
    public static final int MAX_DEPTH = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .maxStringLength(1_000_000)
                            .maxNameLength(10_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** @throws JacksonException where the text is not JSON or out of bounds */
    public static Value read(String text) {
        return Value.from(MAPPER.readValue(text, Object.class));
    }

    /** An object; anything else reads as empty. Null reads as empty. */
    public static Value.ObjectOf object(@Nullable String text) {
        return text != null && read(text) instanceof Value.ObjectOf object ? object : Value.ObjectOf.EMPTY;
    }

    public static String write(@Nullable Object tree) {
        return MAPPER.writeValueAsString(tree instanceof Value value ? value.toJava() : tree);
    }

    public static Map<String, ?> map(Value.ObjectOf object) {
        @SuppressWarnings("unchecked")
        var map = (Map<String, ?>) object.toJava();
        return map == null ? Map.of() : map;
    }
}

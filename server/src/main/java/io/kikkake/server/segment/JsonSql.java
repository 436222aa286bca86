package io.kikkake.server.segment;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Json;
import java.math.BigDecimal;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;

/** JSON values in SQL. */
final class JsonSql {

    private JsonSql() {}

    static Field<JSONB> of(Value value) {
        return val(JSONB.valueOf(Json.write(value)));
    }

    /** Null where it is no number. */
    static Field<BigDecimal> number(Field<JSONB> value) {
        return when(isOf(value, "number"), field("({0} #>> '{}')::numeric", BigDecimal.class, value));
    }

    /** Null where it is no text. */
    static Field<String> string(Field<JSONB> value) {
        return when(isOf(value, "string"), field("({0} #>> '{}')", String.class, value));
    }

    static Condition isOf(Field<JSONB> value, String type) {
        return condition("jsonb_typeof({0}) = {1}", value, inline(type));
    }

    static Condition isScalar(Field<JSONB> value) {
        return condition("jsonb_typeof({0}) in ('string', 'number', 'boolean')", value);
    }
}

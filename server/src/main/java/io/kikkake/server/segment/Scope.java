package io.kikkake.server.segment;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;

import io.kikkake.engine.condition.Subject;
import io.kikkake.server.customer.CustomerColumns;
import io.kikkake.server.ingest.EventColumns;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * The rows a condition is asked of: all customers, or the events of one name.
 *
 * @param attributes of the customer
 * @param properties of the event; null where the rows are customers
 */
record Scope(
        Table<?> rows,
        Condition all,
        Field<JSONB> attributes,
        @Nullable Field<JSONB> properties) {

    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

    static final Scope CUSTOMERS =
            new Scope(CustomerColumns.CUSTOMER, CustomerColumns.isThere(), CustomerColumns.ATTRIBUTES, null);

    static Scope events(EventColumns columns, String event) {
        return new Scope(
                CustomerColumns.withOwner(columns.table(), columns.customer()),
                columns.isNamed(event),
                CustomerColumns.OWNER_ATTRIBUTES,
                columns.properties());
    }

    /** The value at the path, null where it is missing or JSON null. Java null where these rows have no such thing. */
    @Nullable
    Field<JSONB> value(Subject subject) {
        return switch (subject.source()) {
            case ATTRIBUTE -> at(attributes, subject.path());
            case PROPERTY -> properties == null ? null : at(properties, subject.path());
            case ENTRY, STEP, CATALOG -> null;
        };
    }

    /** What the customer says their zone is; null where they say none. */
    Field<String> zone() {
        return JsonSql.string(at(attributes, "timezone"));
    }

    private static Field<JSONB> at(Field<JSONB> tree, String path) {
        Field<JSONB> here = tree;
        for (String step : path.split("\\.", -1)) {
            // A number is the name of a field or the place in a list; anything else only the former.
            here = INDEX.matcher(step).matches()
                    ? field("({0} #> array[{1}])", JSONB.class, here, inline(step))
                    : field("({0} -> {1})", JSONB.class, here, inline(step));
        }
        return field("nullif({0}, 'null'::jsonb)", JSONB.class, here);
    }
}

package io.kikkake.server.customer;

import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.kikkake.engine.Matter;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Customers for questions about all of them, to be composed into one query. */
public final class CustomerColumns {

    public static final Table<Record> CUSTOMER = table(name("customer")).as("c");
    public static final Field<Long> ID = field(name("c", "id"), Long.class);
    public static final Field<JSONB> ATTRIBUTES = field(name("c", "attributes"), JSONB.class);

    /** Of the customer that {@link #withOwner} finds. */
    public static final Field<Long> OWNER_ID = field(name("owner", "id"), Long.class);

    public static final Field<JSONB> OWNER_ATTRIBUTES = field(name("owner", "attributes"), JSONB.class);

    private static final Table<Record> CONSENT = table(name("consent"));
    private static final Field<Long> CONSENT_OF = field(name("consent", "customer_id"), Long.class);
    private static final Field<String> TOPIC = field(name("consent", "topic"), String.class);
    private static final Field<Boolean> GRANTED = field(name("consent", "granted"), SQLDataType.BOOLEAN);

    private CustomerColumns() {}

    /** The customer is one now, not one that was merged into another. */
    public static Condition isThere() {
        return field(name("c", "merged_into")).isNull();
    }

    /** The customer's last word on the topic was this one. */
    public static Condition said(String topic, boolean granted) {
        return DSL.exists(DSL.selectOne().from(CONSENT).where(CONSENT_OF.eq(ID), TOPIC.eq(topic), GRANTED.eq(granted)));
    }

    /** The engine's {@link io.kikkake.engine.Matter#said} is a refusal. */
    public static Condition refuses(String topic) {
        return said(topic, false).or(said(Matter.EVERYTHING, false).andNot(said(topic, true)));
    }

    /**
     * Rows about customers, each with the customer it is of now: what was merged away belongs to whom it was merged into.
     *
     * @param customer the rows' column with the id it was once written with
     */
    public static Table<?> withOwner(Table<?> rows, Field<Long> customer) {
        Table<Record> then = table(name("customer")).as("then");
        Field<Long> thenId = field(name("then", "id"), Long.class);
        Field<Long> mergedInto = field(name("then", "merged_into"), Long.class);
        return rows.join(then)
                .on(thenId.eq(customer))
                .join(table(name("customer")).as("owner"))
                .on(OWNER_ID.eq(coalesce(mergedInto, thenId)));
    }
}

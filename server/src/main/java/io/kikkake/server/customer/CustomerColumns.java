package io.kikkake.server.customer;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

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

    private static final Table<Record> CONSENT = table(name("consent"));
    private static final Field<Long> CONSENT_OF = field(name("consent", "customer_id"), Long.class);
    private static final Field<String> TOPIC = field(name("consent", "topic"), String.class);
    private static final Field<Boolean> GRANTED = field(name("consent", "granted"), SQLDataType.BOOLEAN);
    private static final Table<Record> EARLIER = table(name("customer")).as("earlier");
    private static final Field<Long> EARLIER_ID = field(name("earlier", "id"), Long.class);
    private static final Field<Long> MERGED_INTO = field(name("earlier", "merged_into"), Long.class);

    private CustomerColumns() {}

    /** The customer is one now, not one that was merged into another. */
    public static Condition isThere() {
        return field(name("c", "merged_into")).isNull();
    }

    /** The customer's last word on the topic was this one. */
    public static Condition said(String topic, boolean granted) {
        return DSL.exists(DSL.selectOne().from(CONSENT).where(CONSENT_OF.eq(ID), TOPIC.eq(topic), GRANTED.eq(granted)));
    }

    /** The id is the customer's own, or that of one merged into it: under both there may be events. */
    public static Condition isOneOf(Field<Long> id) {
        return id.eq(ID).or(id.in(DSL.select(EARLIER_ID).from(EARLIER).where(MERGED_INTO.eq(ID))));
    }
}

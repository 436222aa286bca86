package io.kikkake.server.ingest;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import java.time.OffsetDateTime;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The event log for questions about all customers, to be composed into one query. */
public final class EventColumns {

    private final String alias;

    /** @param alias of the table in the query */
    public EventColumns(String alias) {
        this.alias = alias;
    }

    public Table<Record> table() {
        return DSL.table(name("event")).as(alias);
    }

    /** The id of the customer as it was when the event came: see {@code CustomerColumns.withOwner}. */
    public Field<Long> customer() {
        return field(name(alias, "customer_id"), Long.class);
    }

    public Field<JSONB> properties() {
        return field(name(alias, "properties"), JSONB.class);
    }

    public Field<OffsetDateTime> timestamp() {
        return field(name(alias, "ts"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    }

    /** What the engine decides as an event of this name. */
    public Condition isNamed(String event) {
        return field(name(alias, "name"), String.class)
                .eq(event)
                .and(field(name(alias, "kind"), Short.class)
                        .in((short) Kind.TRACK.code(), (short) Kind.PAGE.code(), (short) Kind.SCREEN.code()));
    }
}

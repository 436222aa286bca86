package io.kikkake.server.runner;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import io.kikkake.server.customer.CustomerColumns;
import io.kikkake.server.segment.Passages;
import org.jooq.Condition;
import org.jooq.Field;
import org.springframework.stereotype.Component;

/** Runs, under way and past, for questions about all customers. */
@Component
class RunColumns implements Passages {

    private static final Field<Long> CUSTOMER = field(name("run", "customer_id"), Long.class);
    private static final Field<Long> TRACED = field(name("trace", "customer_id"), Long.class);

    @Override
    public Condition isIn(String scenario) {
        return CustomerColumns.ID.in(select(CUSTOMER)
                .from(table(name("run")))
                .where(field(name("run", "scenario"), String.class).eq(scenario)));
    }

    /** Entering is always traced. */
    @Override
    public Condition hasBeenIn(String scenario) {
        return CustomerColumns.ID.in(select(CustomerColumns.OWNER_ID)
                .from(CustomerColumns.withOwner(table(name("trace")), TRACED))
                .where(
                        field(name("trace", "scenario"), String.class).eq(scenario),
                        field(name("trace", "what"), String.class).eq("entered")));
    }
}

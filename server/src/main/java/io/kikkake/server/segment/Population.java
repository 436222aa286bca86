package io.kikkake.server.segment;

import static io.kikkake.server.customer.CustomerColumns.CUSTOMER;
import static io.kikkake.server.customer.CustomerColumns.ID;

import io.kikkake.engine.ScenarioSet.Project;
import io.kikkake.engine.condition.Condition;
import io.kikkake.server.customer.CustomerColumns;
import io.kikkake.server.scenario.Scenarios;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Who matches a condition now: all of them, asked of the database at once. */
@Component
public class Population {

    private final DSLContext sql;
    private final Supplier<Project> project;
    private final Passages passages;
    private final Clock clock;

    @Autowired
    Population(DataSource database, Scenarios scenarios, Passages passages, Clock clock) {
        this(database, () -> scenarios.current().project(), passages, clock);
    }

    Population(DataSource database, Supplier<Project> project, Passages passages, Clock clock) {
        this.sql = DSL.using(database, SQLDialect.POSTGRES);
        this.project = project;
        this.passages = passages;
        this.clock = clock;
    }

    public long count(Condition condition) {
        return sql.selectCount()
                .from(CUSTOMER)
                .where(CustomerColumns.isThere(), matches(condition))
                .fetchSingle(0, Long.class);
    }

    /**
     * Those who match, by rising id.
     *
     * @param after only ids above this one: 0 for the first, then the last one given
     * @param limit at most so many
     */
    public List<Long> members(Condition condition, long after, int limit) {
        return sql.select(ID)
                .from(CUSTOMER)
                .where(CustomerColumns.isThere(), ID.gt(after), matches(condition))
                .orderBy(ID)
                .limit(limit)
                .fetch(ID);
    }

    /**
     * Those who match, of one part of all customers, by rising id.
     *
     * @param part whose id modulo {@code parts} is this
     * @param after only ids above this one
     */
    public List<Long> members(Condition condition, int part, int parts, long after, int limit) {
        return sql.select(ID)
                .from(CUSTOMER)
                .where(CustomerColumns.isThere(), ID.gt(after), ID.mod(parts).eq((long) part), matches(condition))
                .orderBy(ID)
                .limit(limit)
                .fetch(ID);
    }

    private org.jooq.Condition matches(Condition condition) {
        return new SegmentSql(sql, new Moment(clock.instant(), project.get()), passages).of(condition);
    }
}

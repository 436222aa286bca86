package io.kikkake.server.segment;

import static io.kikkake.server.customer.CustomerColumns.CUSTOMER;
import static io.kikkake.server.customer.CustomerColumns.ID;

import com.google.re2j.Pattern;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Subject;
import io.kikkake.server.customer.CustomerColumns;
import io.kikkake.server.platform.Problem;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Who matches a condition now: all of them, asked of the database at once. */
@Component
public class Population {

    /** Different values of one attribute that are looked through for a regular expression. */
    private static final int MOST_DIFFERENT_VALUES = 200_000;

    private final DSLContext sql;
    private final SegmentSql segments;

    Population(DataSource database) {
        sql = DSL.using(database, SQLDialect.POSTGRES);
        segments = new SegmentSql(this::matching);
    }

    public long count(Condition condition) {
        return sql.selectCount()
                .from(CUSTOMER)
                .where(CustomerColumns.isThere(), segments.of(condition))
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
                .where(CustomerColumns.isThere(), ID.gt(after), segments.of(condition))
                .orderBy(ID)
                .limit(limit)
                .fetch(ID);
    }

    private Collection<String> matching(Subject subject, Pattern pattern) {
        Field<String> value = AttributeSql.string(AttributeSql.attribute(subject.path()));
        List<String> all = sql.selectDistinct(value)
                .from(CUSTOMER)
                .where(CustomerColumns.isThere(), value.isNotNull())
                .limit(MOST_DIFFERENT_VALUES + 1)
                .fetch(value);
        if (all.size() > MOST_DIFFERENT_VALUES) {
            throw new Problem(
                    422,
                    "Too many different values",
                    "The attribute " + subject.path() + " has more than " + MOST_DIFFERENT_VALUES
                            + " different values: too many for a regular expression. Use contains, starts-with or ends-with.");
        }
        return all.stream().filter(text -> pattern.matcher(text).find()).toList();
    }
}

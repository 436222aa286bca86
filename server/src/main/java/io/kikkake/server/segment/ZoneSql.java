package io.kikkake.server.segment;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jooq.CaseConditionStep;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** What depends on the customer's zone, worked out by Java for each zone that some customer has. */
final class ZoneSql {

    /** More names of zones than there are: the rest is nonsense, and nonsense means the project's zone. */
    private static final int MOST = 2_000;

    private final Moment moment;
    private final List<String> said;

    ZoneSql(DSLContext sql, Moment moment) {
        this.moment = moment;
        Field<String> zone = Scope.CUSTOMERS.zone();
        this.said = sql
                .selectDistinct(zone)
                .from(Scope.CUSTOMERS.rows())
                .where(Scope.CUSTOMERS.all(), zone.isNotNull())
                .limit(MOST)
                .fetch(zone)
                .stream()
                .filter(name -> !moment.zone(name).equals(moment.project().zone()))
                .toList();
    }

    /** A moment that is another in each zone. */
    Field<OffsetDateTime> instant(Scope scope, Function<ZoneId, Instant> of) {
        return each(scope, name -> val(of.apply(name).atOffset(ZoneOffset.UTC)));
    }

    /** The zone as PostgreSQL knows it; where the offset never changes, UTC does for adding days. */
    Field<String> name(Scope scope) {
        return each(scope, zone -> val(zone.getRules().isFixedOffset() ? "UTC" : zone.getId()));
    }

    /** The moment a span after another. */
    Field<OffsetDateTime> after(Scope scope, Field<OffsetDateTime> since, io.kikkake.engine.time.Span span) {
        return field(
                "((({0} at time zone {1}) + make_interval(days => {2})) at time zone {1} + make_interval(secs => {3}))",
                OffsetDateTime.class,
                since,
                name(scope),
                val(span.days()),
                val(span.time().toSeconds()));
    }

    private <T> Field<T> each(Scope scope, Function<ZoneId, Field<T>> of) {
        Field<T> ours = of.apply(moment.project().zone());
        CaseConditionStep<T> cases = null;
        for (String name : said) {
            Field<T> theirs = of.apply(moment.zone(name));
            cases = cases == null
                    ? DSL.when(scope.zone().eq(name), theirs)
                    : cases.when(scope.zone().eq(name), theirs);
        }
        return cases == null ? ours : cases.otherwise(ours);
    }
}

package io.kikkake.server.segment;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Condition.Performed;
import io.kikkake.engine.condition.Counting;
import io.kikkake.engine.condition.Following;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.condition.Window;
import io.kikkake.engine.time.Span;
import io.kikkake.server.customer.CustomerColumns;
import io.kikkake.server.ingest.EventColumns;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.function.BiFunction;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * Conditions about past events as SQL over the event log. Exact where the engine is; where it puts the oldest of many events
 * together, this counts each. A {@code where} that looks at attributes sees them as they are now, the engine as they were.
 */
final class PastSql {

    /** The engine takes nothing larger for an amount. */
    private static final BigDecimal LARGEST = new BigDecimal("1e15");

    private static final long TWO_DAYS = 2 * 86_400;

    private final Moment moment;
    private final ZoneSql zones;
    private final BiFunction<Condition, Scope, org.jooq.Condition> conditions;

    PastSql(Moment moment, ZoneSql zones, BiFunction<Condition, Scope, org.jooq.Condition> conditions) {
        this.moment = moment;
        this.zones = zones;
        this.conditions = conditions;
    }

    /** How many, how much: one number for each customer, compared. */
    org.jooq.Condition size(Counting counting, Performed.Size size) {
        var columns = new EventColumns("e");
        Scope scope = Scope.events(columns, counting.event());
        org.jooq.Condition counts = scope.all()
                .and(inWindow(counting.window(), columns, scope))
                .and(conditions.apply(counting.where(), scope))
                .and(hasValue(counting, scope));
        Select<Record1<Long>> all = select(CustomerColumns.OWNER_ID)
                .from(scope.rows())
                .where(counts)
                .groupBy(CustomerColumns.OWNER_ID);
        Select<Record1<Long>> matching = select(CustomerColumns.OWNER_ID)
                .from(scope.rows())
                .where(counts)
                .groupBy(CustomerColumns.OWNER_ID)
                .having(AttributeSql.size(amount(counting, scope), size.operator(), val(size.number())));
        return condition(
                "case when {0} then true when {1} then false else {2} end",
                CustomerColumns.ID.in(matching), CustomerColumns.ID.in(all), ofNothing(counting, size));
    }

    private static Field<BigDecimal> amount(Counting counting, Scope scope) {
        return switch (counting.aggregate()) {
            case COUNT -> count().cast(BigDecimal.class);
            case DISTINCT -> countDistinct(value(counting, scope)).cast(BigDecimal.class);
            case SUM -> sum(modest(counting, scope));
            case MIN -> min(modest(counting, scope));
            case MAX -> max(modest(counting, scope));
            case FIRST, LAST -> throw new IllegalArgumentException("A moment is no amount");
        };
    }

    private static Field<BigDecimal> modest(Counting counting, Scope scope) {
        return field("round({0}, 6)", BigDecimal.class, JsonSql.number(value(counting, scope)));
    }

    private static Field<JSONB> value(Counting counting, Scope scope) {
        String path = counting.property() == null ? "" : counting.property();
        Field<JSONB> value = scope.value(new Subject(Subject.Source.PROPERTY, path));
        return value == null ? inline((JSONB) null) : value;
    }

    private static org.jooq.Condition hasValue(Counting counting, Scope scope) {
        return switch (counting.aggregate()) {
            case SUM, MIN, MAX -> {
                Field<BigDecimal> number = JsonSql.number(value(counting, scope));
                yield DSL.abs(number).lt(LARGEST);
            }
            case DISTINCT -> JsonSql.isScalar(value(counting, scope));
            case COUNT, FIRST, LAST -> DSL.trueCondition();
        };
    }

    private static org.jooq.Condition ofNothing(Counting counting, Performed.Size size) {
        boolean known =
                counting.aggregate() != Counting.Aggregate.MIN && counting.aggregate() != Counting.Aggregate.MAX;
        return known
                ? AttributeSql.size(inline(BigDecimal.ZERO), size.operator(), val(size.number()))
                : AttributeSql.UNKNOWN;
    }

    private org.jooq.Condition inWindow(Window window, EventColumns columns, Scope scope) {
        Field<OffsetDateTime> at = columns.timestamp();
        return switch (window) {
            case Window.Ever() -> DSL.trueCondition();
            case Window.Within(var span) -> at.ge(zones.instant(scope, zone -> firstLive(span, zone)));
            case Window.Between(var first, var last) ->
                at.ge(zones.instant(scope, zone -> first.atStartOfDay(zone).toInstant()))
                        .and(at.lt(zones.instant(
                                scope,
                                zone -> last.plusDays(1).atStartOfDay(zone).toInstant())));
        };
    }

    /** The first second whose events have not left the window: the engine keeps times to the second. */
    private Instant firstLive(Span span, ZoneId zone) {
        long about = span.before(moment.now(), zone).getEpochSecond();
        long gone = about - TWO_DAYS;
        long live = about + TWO_DAYS;
        while (live - gone > 1) {
            long middle = Math.floorDiv(gone + live, 2);
            if (span.after(Instant.ofEpochSecond(middle), zone).isAfter(moment.now())) {
                live = middle;
            } else {
                gone = middle;
            }
        }
        return Instant.ofEpochSecond(live);
    }

    /** The first or the last time: for each customer one, so the engine is asked for each customer. */
    Select<?> moments(Counting counting) {
        var columns = new EventColumns("e");
        Scope scope = Scope.events(columns, counting.event());
        Field<OffsetDateTime> at =
                counting.aggregate() == Counting.Aggregate.FIRST ? min(columns.timestamp()) : max(columns.timestamp());
        return select(CustomerColumns.OWNER_ID, at)
                .from(scope.rows())
                .where(
                        scope.all(),
                        inWindow(counting.window(), columns, scope),
                        conditions.apply(counting.where(), scope))
                .groupBy(CustomerColumns.OWNER_ID);
    }

    org.jooq.Condition sequence(Following following) {
        var first = new EventColumns("a");
        var second = new EventColumns("b");
        Scope firsts = Scope.events(first, following.event());
        Scope seconds = Scope.events(second, following.then());
        Field<Long> owner = field("{0}", Long.class, CustomerColumns.OWNER_ID).as("of");
        var a = select(
                        owner,
                        millis(first.timestamp()).as("at"),
                        zones.after(firsts, millis(first.timestamp()), following.within())
                                .as("until"))
                .from(firsts.rows())
                .where(firsts.all(), conditions.apply(following.where(), firsts))
                .asTable("f");
        var b = select(owner, millis(second.timestamp()).as("at"))
                .from(seconds.rows())
                .where(seconds.all(), conditions.apply(following.thenWhere(), seconds))
                .asTable("s");
        Field<Long> of = field(DSL.name("f", "of"), Long.class);
        Field<OffsetDateTime> at = field(DSL.name("f", "at"), OffsetDateTime.class);
        Field<OffsetDateTime> until = field(DSL.name("f", "until"), OffsetDateTime.class);
        Field<OffsetDateTime> then = field(DSL.name("s", "at"), OffsetDateTime.class);
        // At the same moment one follows the other, unless both are of one name: then it is likely one and the same.
        org.jooq.Condition follows = field(DSL.name("s", "of"), Long.class)
                .eq(of)
                .and(following.event().equals(following.then()) ? then.gt(at) : then.ge(at));
        org.jooq.Condition asked = following.missing()
                ? until.le(val(moment.now().atOffset(java.time.ZoneOffset.UTC)))
                        .andNotExists(selectOne().from(b).where(follows))
                : DSL.exists(selectOne().from(b).where(follows, then.le(until)));
        return CustomerColumns.ID.in(select(of).from(a).where(asked));
    }

    private static Field<OffsetDateTime> millis(Field<OffsetDateTime> at) {
        return field("date_trunc('milliseconds', {0})", OffsetDateTime.class, at);
    }
}

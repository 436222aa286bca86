package io.kikkake.server.segment;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.val;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Condition.Performed;
import io.kikkake.engine.condition.Counting;
import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.condition.Parts;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.condition.Truth;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.state.Tally;
import io.kikkake.engine.value.Value;
import io.kikkake.server.customer.CustomerColumns;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Problem;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The engine's conditions as SQL over all customers. SQL's null is the engine's unknown: both are neither true nor false,
 * and both stay so under {@code not}. A property test holds the two equal.
 */
final class SegmentSql {

    /** Customers for whom the engine is asked about the moment of an event. */
    private static final int MOST_MOMENTS = 200_000;

    private final DSLContext sql;
    private final Moment moment;
    private final Passages passages;
    private final Sample sample;
    private final PastSql past;

    SegmentSql(DSLContext sql, Moment moment, Passages passages) {
        this.sql = sql;
        this.moment = moment;
        this.passages = passages;
        this.sample = new Sample(sql, moment);
        this.past = new PastSql(moment, new ZoneSql(sql, moment), this::of);
    }

    org.jooq.Condition of(Condition condition) {
        return of(condition, Scope.CUSTOMERS);
    }

    private org.jooq.Condition of(Condition condition, Scope scope) {
        return switch (condition) {
            case Condition.All(var conditions) ->
                conditions.isEmpty() ? DSL.trueCondition() : DSL.and(each(conditions, scope));
            case Condition.Any(var conditions) ->
                conditions.isEmpty() ? DSL.falseCondition() : DSL.or(each(conditions, scope));
            case Condition.Not(var inner) -> DSL.not(of(inner, scope));
            case Condition.Test test ->
                isForTheEngine(test) ? sample.of(test, scope) : new AttributeSql(scope).of(test);
            case Condition.Date date -> sample.of(date, scope);
            case Performed(var counting, Performed.Size size) -> past.size(counting, size);
            case Performed performed -> moment(performed);
            case Condition.Sequence(var following) -> past.sequence(following);
            case Condition.Consent(var topic, var given) ->
                consent(moment.project().topics().get(topic), given);
            case Condition.InScenario(var scenario, var ever) ->
                ever ? passages.hasBeenIn(scenario) : passages.isIn(scenario);
            case Condition.InSegment(var id) -> {
                Condition segment = moment.project().segments().get(id);
                yield segment == null ? AttributeSql.UNKNOWN : of(segment, scope);
            }
        };
    }

    private List<org.jooq.Condition> each(List<Condition> conditions, Scope scope) {
        return conditions.stream().map(condition -> of(condition, scope)).toList();
    }

    private static boolean isForTheEngine(Condition.Test test) {
        return test.operand() instanceof Operand.Regex
                || Parts.subjects(test).anyMatch(subject -> subject.source() == Subject.Source.CATALOG);
    }

    private static org.jooq.Condition consent(@org.jspecify.annotations.Nullable Topic topic, boolean given) {
        if (topic == null) {
            return AttributeSql.UNKNOWN;
        }
        org.jooq.Condition permitted = switch (topic.consent()) {
            case OPT_IN -> CustomerColumns.said(topic.id(), true);
            case UNTIL_REFUSED -> DSL.not(CustomerColumns.refuses(topic.id()));
            case NONE -> DSL.trueCondition();
        };
        return given ? permitted : DSL.not(permitted);
    }

    /** The first or last time of an event is another one for each customer. */
    private org.jooq.Condition moment(Performed performed) {
        Counting counting = performed.counting();
        var moments = past.moments(counting).asTable("m", "of", "at");
        var rows = sql.select(
                        DSL.field(DSL.name("m", "of"), Long.class),
                        DSL.field(DSL.name("m", "at"), OffsetDateTime.class),
                        CustomerColumns.ATTRIBUTES)
                .from(moments)
                .join(CustomerColumns.CUSTOMER)
                .on(CustomerColumns.ID.eq(DSL.field(DSL.name("m", "of"), Long.class)))
                .limit(MOST_MOMENTS + 1)
                .fetch();
        if (rows.size() > MOST_MOMENTS) {
            throw new Problem(
                    422,
                    "Too many customers",
                    "More than " + MOST_MOMENTS + " customers have “" + counting.event()
                            + "”: too many to ask when it happened. Ask whether it happened within a time instead.");
        }
        var holds = new ArrayList<Long>();
        var fails = new ArrayList<Long>();
        for (var row : rows) {
            Value.ObjectOf attributes = Json.object(row.value3().data());
            String zone = attributes.at("timezone") instanceof Value.Text(var text) ? text : null;
            Map<Long, Tally> tallies = Map.of(
                    counting.id(),
                    new Tally.Moments(List.of(row.value2().toInstant().getEpochSecond())));
            var facts =
                    new Facts(attributes, null, null, Value.ObjectOf.EMPTY, moment.around(zone, tallies), moment.now());
            Truth truth = performed.truth(facts);
            if (truth != Truth.UNKNOWN) {
                (truth == Truth.TRUE ? holds : fails).add(row.value1());
            }
        }
        return condition(
                "case when {0} = any ({1}) then true when {0} = any ({2}) then false end",
                CustomerColumns.ID, val(holds.toArray(Long[]::new)), val(fails.toArray(Long[]::new)));
    }
}

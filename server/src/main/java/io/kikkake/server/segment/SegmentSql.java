package io.kikkake.server.segment;

import io.kikkake.engine.condition.Condition;
import java.util.List;
import org.jooq.impl.DSL;

/** The engine's conditions as SQL over all customers. A property test holds the two equal. */
final class SegmentSql {

    private final AttributeSql attributes;

    SegmentSql(Patterns patterns) {
        this.attributes = new AttributeSql(patterns);
    }

    org.jooq.Condition of(Condition condition) {
        return switch (condition) {
            case Condition.All(var conditions) ->
                conditions.isEmpty() ? DSL.trueCondition() : DSL.and(each(conditions));
            case Condition.Any(var conditions) ->
                conditions.isEmpty() ? DSL.falseCondition() : DSL.or(each(conditions));
            case Condition.Not(var inner) -> DSL.not(of(inner));
            case Condition.Test test -> attributes.of(test);
        };
    }

    private List<org.jooq.Condition> each(List<Condition> conditions) {
        return conditions.stream().map(this::of).toList();
    }
}

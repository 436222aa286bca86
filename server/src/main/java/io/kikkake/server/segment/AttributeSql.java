package io.kikkake.server.segment;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;

import io.kikkake.engine.condition.Condition.Test;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.condition.Operator;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Tests of values as SQL. What a population has no value for (an event being decided, a run's entry) is missing. */
final class AttributeSql {

    /** What Java calls blank; PostgreSQL's own classes depend on the database's locale. */
    private static final String BLANKS =
            "\t\n\u000B\f\r\u001C\u001D\u001E\u001F \u1680\u2000\u2001\u2002\u2003\u2004\u2005"
                    + "\u2006\u2008\u2009\u200A\u2028\u2029\u205F\u3000";

    static final Condition UNKNOWN = condition(inline((Boolean) null, SQLDataType.BOOLEAN));

    private final Scope scope;

    AttributeSql(Scope scope) {
        this.scope = scope;
    }

    Condition of(Test test) {
        Field<JSONB> left = scope.value(test.subject());
        return switch (test.operator()) {
            case EXISTS -> expected(test.operand(), left == null ? DSL.falseCondition() : left.isNotNull());
            case EMPTY -> expected(test.operand(), left == null ? DSL.trueCondition() : isEmpty(left));
            default -> left == null ? UNKNOWN : compare(test, left);
        };
    }

    private Condition compare(Test test, Field<JSONB> left) {
        return switch (test.operand()) {
            case Operand.Regex regex -> throw new IllegalArgumentException("The engine answers regular expressions");
            case Operand.Literal(var value) -> compare(left, test.operator(), JsonSql.of(value), value);
            case Operand.Reference(var subject) -> {
                Field<JSONB> right = scope.value(subject);
                yield right == null ? UNKNOWN : compare(left, test.operator(), right, null);
            }
        };
    }

    private static Condition compare(
            Field<JSONB> left, Operator operator, Field<JSONB> right, @Nullable Value literal) {
        return switch (operator) {
            case EQUALS -> left.eq(right);
            case NOT_EQUALS -> left.ne(right);
            case IN -> among(left, right);
            case NOT_IN -> DSL.not(among(left, right));
            case HAS -> among(right, left);
            case GREATER_THAN, AT_LEAST, LESS_THAN, AT_MOST -> size(left, operator, right, literal);
            case CONTAINS, STARTS_WITH, ENDS_WITH -> part(left, operator, right);
            case MATCHES, EXISTS, EMPTY -> UNKNOWN;
        };
    }

    private static Condition expected(Operand operand, Condition actual) {
        if (operand instanceof Operand.Literal(Value.Bool(var wanted))) {
            return wanted ? actual : DSL.not(actual);
        }
        return UNKNOWN;
    }

    private static Condition isEmpty(Field<JSONB> value) {
        return condition(
                "({0} is null or {0} in ('[]'::jsonb, '{}'::jsonb)"
                        + " or jsonb_typeof({0}) = 'string' and btrim({0} #>> '{}', {1}) = '')",
                value, inline(BLANKS));
    }

    private static Condition among(Field<JSONB> item, Field<JSONB> list) {
        return condition(
                "case when {0} is null or {1} is null or jsonb_typeof({1}) <> 'array' then null"
                        + " else exists (select from jsonb_array_elements({1}) as listed (item) where listed.item = {0}) end",
                item, list);
    }

    private static Condition size(Field<JSONB> left, Operator operator, Field<JSONB> right, @Nullable Value literal) {
        Field<BigDecimal> b = literal instanceof Value.Number(var number) ? val(number) : JsonSql.number(right);
        return size(JsonSql.number(left), operator, b);
    }

    static <T> Condition size(Field<T> a, Operator operator, Field<T> b) {
        return switch (operator) {
            case GREATER_THAN -> a.gt(b);
            case AT_LEAST -> a.ge(b);
            case LESS_THAN -> a.lt(b);
            case AT_MOST -> a.le(b);
            case EQUALS -> a.eq(b);
            default -> UNKNOWN;
        };
    }

    private static Condition part(Field<JSONB> left, Operator operator, Field<JSONB> right) {
        Field<String> text = JsonSql.string(left);
        Field<String> part = JsonSql.string(right);
        return switch (operator) {
            case CONTAINS -> condition("(position({1} in {0}) > 0)", text, part);
            case STARTS_WITH -> condition("starts_with({0}, {1})", text, part);
            default -> condition("(right({0}, length({1})) = {1})", text, part);
        };
    }
}

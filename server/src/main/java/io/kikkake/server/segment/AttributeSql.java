package io.kikkake.server.segment;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import io.kikkake.engine.condition.Condition.Test;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.condition.Operator;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.value.Value;
import io.kikkake.server.customer.CustomerColumns;
import io.kikkake.server.platform.Json;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Tests of attributes as SQL. SQL's null is the engine's unknown: both are neither true nor false, and both stay so under
 * {@code not}. What has no value for a whole population (an event being decided, a run's entry) is missing.
 */
final class AttributeSql {

    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

    /** What Java calls blank; PostgreSQL's own classes depend on the database's locale. */
    private static final String BLANKS =
            "\t\n\u000B\f\r\u001C\u001D\u001E\u001F \u1680\u2000\u2001\u2002\u2003\u2004\u2005"
                    + "\u2006\u2008\u2009\u200A\u2028\u2029\u205F\u3000";

    private static final Condition UNKNOWN = condition(inline((Boolean) null, SQLDataType.BOOLEAN));

    private final Patterns patterns;

    AttributeSql(Patterns patterns) {
        this.patterns = patterns;
    }

    Condition of(Test test) {
        Field<JSONB> left = value(test.subject());
        return switch (test.operator()) {
            case EXISTS -> expected(test.operand(), left == null ? DSL.falseCondition() : left.isNotNull());
            case EMPTY -> expected(test.operand(), left == null ? DSL.trueCondition() : isEmpty(left));
            default -> left == null ? UNKNOWN : compare(test, left);
        };
    }

    private Condition compare(Test test, Field<JSONB> left) {
        return switch (test.operand()) {
            case Operand.Regex(var pattern) ->
                // Asked only where there is a text: of no values at all, PostgreSQL says false to null as well.
                condition(
                        "case when {0} is not null then {0} = any ({1}) end",
                        string(left),
                        val(patterns.matching(test.subject(), pattern).toArray(String[]::new)));
            case Operand.Literal(var value) -> compare(left, test.operator(), json(value), value);
            case Operand.Reference(var subject) -> {
                Field<JSONB> right = value(subject);
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

    /** The value at the path; null where it is missing or JSON null. @return Java null where a population has no such thing */
    static @Nullable Field<JSONB> value(Subject subject) {
        return subject.source() == Subject.Source.ATTRIBUTE ? attribute(subject.path()) : null;
    }

    static Field<JSONB> attribute(String path) {
        Field<JSONB> here = CustomerColumns.ATTRIBUTES;
        for (String name : path.split("\\.", -1)) {
            // A number is the name of a field or the place in a list; anything else only the former.
            here = INDEX.matcher(name).matches()
                    ? field("({0} #> array[{1}])", JSONB.class, here, inline(name))
                    : field("({0} -> {1})", JSONB.class, here, inline(name));
        }
        return field("nullif({0}, 'null'::jsonb)", JSONB.class, here);
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
                        + " else exists (select from jsonb_array_elements({1}) as e (item) where e.item = {0}) end",
                item, list);
    }

    private static Condition size(Field<JSONB> left, Operator operator, Field<JSONB> right, @Nullable Value literal) {
        Field<BigDecimal> a = number(left);
        Field<BigDecimal> b = literal instanceof Value.Number(var number) ? val(number) : number(right);
        return switch (operator) {
            case GREATER_THAN -> a.gt(b);
            case AT_LEAST -> a.ge(b);
            case LESS_THAN -> a.lt(b);
            default -> a.le(b);
        };
    }

    private static Condition part(Field<JSONB> left, Operator operator, Field<JSONB> right) {
        Field<String> text = string(left);
        Field<String> part = string(right);
        return switch (operator) {
            case CONTAINS -> condition("(position({1} in {0}) > 0)", text, part);
            case STARTS_WITH -> condition("starts_with({0}, {1})", text, part);
            default -> condition("(right({0}, length({1})) = {1})", text, part);
        };
    }

    static Field<BigDecimal> number(Field<JSONB> value) {
        return when(isOf(value, "number"), field("({0} #>> '{}')::numeric", BigDecimal.class, value));
    }

    static Field<String> string(Field<JSONB> value) {
        return when(isOf(value, "string"), field("({0} #>> '{}')", String.class, value));
    }

    private static Condition isOf(Field<JSONB> value, String type) {
        return condition("jsonb_typeof({0}) = {1}", value, inline(type));
    }

    static Field<JSONB> json(Value value) {
        return val(JSONB.valueOf(Json.write(value)));
    }
}

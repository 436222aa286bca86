package io.kikkake.server.segment;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.jsonbArray;
import static org.jooq.impl.DSL.val;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.condition.Parts;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.condition.Truth;
import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;

/**
 * Tests that only the engine can answer: regular expressions, dates as people write them, the catalog. The engine is asked
 * once for each different value that there is, not for each customer, and its answers go back into the query.
 */
final class Sample {

    /** Different values of what one test looks at. */
    private static final int MOST = 200_000;

    private final DSLContext sql;
    private final Moment moment;

    Sample(DSLContext sql, Moment moment) {
        this.sql = sql;
        this.moment = moment;
    }

    /** @param test a condition of attributes, properties and the catalog alone */
    org.jooq.Condition of(Condition test, Scope scope) {
        List<Subject> subjects = Parts.subjects(test)
                .filter(subject -> scope.value(subject) != null)
                .distinct()
                .toList();
        Field<String> seen = seen(subjects, scope);
        var holds = new ArrayList<String>();
        var fails = new ArrayList<String>();
        for (String values : different(seen, scope, test)) {
            Truth truth = test.truth(facts(subjects, values));
            if (truth != Truth.UNKNOWN) {
                (truth == Truth.TRUE ? holds : fails).add(values);
            }
        }
        return condition(
                "case when {0} = any ({1}) then true when {0} = any ({2}) then false end",
                seen, val(holds.toArray(String[]::new)), val(fails.toArray(String[]::new)));
    }

    /** The zone and the values, as one text. */
    private static Field<String> seen(List<Subject> subjects, Scope scope) {
        var values = new ArrayList<Field<?>>();
        values.add(scope.zone());
        for (Subject subject : subjects) {
            values.add(scope.value(subject));
        }
        return field("{0}::text", String.class, jsonbArray(values).nullOnNull());
    }

    private List<String> different(Field<String> seen, Scope scope, Condition test) {
        List<String> all = sql.selectDistinct(seen)
                .from(scope.rows())
                .where(scope.all())
                .limit(MOST + 1)
                .fetch(seen);
        if (all.size() > MOST) {
            String looked = String.join(
                    ", ", Parts.subjects(test).map(Subject::path).distinct().toList());
            throw new Problem(
                    422,
                    "Too many different values",
                    "There are more than " + MOST + " different values of " + looked
                            + ": too many for this kind of test over all customers.");
        }
        return all;
    }

    private Facts facts(List<Subject> subjects, String values) {
        List<Value> items = ((Value.ListOf) Json.read(values)).items();
        String zone = items.getFirst() instanceof Value.Text(var text) ? text : null;
        var attributes = new LinkedHashMap<String, Value>();
        var properties = new LinkedHashMap<String, Value>();
        for (int i = 0; i < subjects.size(); i++) {
            Subject subject = subjects.get(i);
            put(
                    subject.source() == Subject.Source.ATTRIBUTE ? attributes : properties,
                    subject.path(),
                    items.get(i + 1));
        }
        return new Facts(
                tree(attributes),
                tree(properties),
                null,
                Value.ObjectOf.EMPTY,
                moment.around(zone, Map.of()),
                moment.now());
    }

    private static void put(Map<String, Value> paths, String path, Value value) {
        if (!(value instanceof Value.Null)) {
            paths.put(path, value);
        }
    }

    /** An object that has each value at its path. */
    private static Value.ObjectOf tree(Map<String, Value> paths) {
        var tree = new LinkedHashMap<String, Value>();
        var inner = new LinkedHashMap<String, Map<String, Value>>();
        paths.forEach((path, value) -> {
            int dot = path.indexOf('.');
            if (dot < 0) {
                tree.put(path, value);
            } else {
                inner.computeIfAbsent(path.substring(0, dot), name -> new LinkedHashMap<>())
                        .put(path.substring(dot + 1), value);
            }
        });
        // What is looked at as a whole has its parts already.
        inner.forEach((name, parts) -> tree.putIfAbsent(name, tree(parts)));
        return new Value.ObjectOf(tree);
    }
}

package io.kikkake.liquid;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of a template while it renders: its variables, counters and loops. */
final class RenderContext {
    final Run run;
    /** Whether this is the inside of a {@code render}, which sees no variables but data and those it is given. */
    final boolean isolated;

    private final Map<String, ?> data;
    private final Map<String, @Nullable Object> assigned = new HashMap<>();
    private final Map<String, Long> counters = new HashMap<>();
    private final Map<Object, Integer> cycles = new HashMap<>();
    private final Map<String, Integer> loopEnds = new HashMap<>();
    private Output output;
    private @Nullable Frame frame;
    private @Nullable ForLoop loop;
    private @Nullable String lastChanged;
    private boolean strictVariables;
    private int depth;

    RenderContext(Run run, Map<String, ?> data, int expectedLength) {
        this(run, data, new Output(run, expectedLength), false, 0);
    }

    private RenderContext(Run run, Map<String, ?> data, Output output, boolean isolated, int depth) {
        this.run = run;
        this.data = data;
        this.output = output;
        this.isolated = isolated;
        this.depth = depth;
        this.strictVariables = run.options.strictVariables();
    }

    /** A context for a {@code render}: same data, bounds and output, none of the variables. */
    RenderContext isolated() {
        return new RenderContext(run, data, output, true, depth);
    }

    Output output() {
        return output;
    }

    RenderOptions options() {
        return run.options;
    }

    void at(Position position) {
        run.at = position;
    }

    void charge(int steps) {
        if (steps > 0) {
            run.charge(steps);
        }
    }

    /** Charges for looking for one text in another, which for long ones may mean comparing each character with each. */
    void chargeSearch(String text, String wanted) {
        if (wanted.length() > 64) {
            charge((int) Math.min(Integer.MAX_VALUE, (long) text.length() * wanted.length() >> 12));
        }
    }

    void enter() {
        // The root of a template is one level that its author does not see.
        if (++depth > run.maxNesting + 1) {
            throw new RenderFailure("blocks and partials are nested deeper than " + run.maxNesting + " levels");
        }
    }

    void leave() {
        depth--;
    }

    /** Refuses a string that alone is longer than the whole output may be. */
    void checkLength(@Nullable Object value) {
        if (value instanceof String text) {
            checkLength(text.length());
        }
    }

    void checkLength(long length) {
        if (length > run.options.maxOutput()) {
            throw new RenderFailure("makes a text longer than " + run.options.maxOutput() + " characters");
        }
    }

    /** The variable of that name: from loops and includes, then assigned, then counters, then the data. */
    @Nullable
    Object variable(String name) {
        for (Frame f = frame; f != null; f = f.outer) {
            int index = f.indexOf(name);
            if (index >= 0) {
                return f.value(index);
            }
        }
        if (!assigned.isEmpty()) {
            Object value = assigned.get(name);
            if (value != null || assigned.containsKey(name)) {
                return value;
            }
        }
        if (!counters.isEmpty()) {
            Long counter = counters.get(name);
            if (counter != null) {
                return counter;
            }
        }
        Object value = data.get(name);
        return value == null && strictVariables && !data.containsKey(name) ? missing(name) : value;
    }

    /** What a variable that does not exist evaluates to. */
    @Nullable
    Object missing(String written) {
        if (strictVariables) {
            throw new RenderFailure("there is no variable '" + written + "'");
        }
        return null;
    }

    /** Evaluates an expression, taking variables that do not exist for nil. */
    @Nullable
    Object leniently(Expression expression) {
        boolean before = strictVariables;
        strictVariables = false;
        try {
            return expression.evaluate(this);
        } finally {
            strictVariables = before;
        }
    }

    /** Asks a condition, taking variables that do not exist for nil. */
    boolean holds(Condition condition) {
        boolean before = strictVariables;
        strictVariables = false;
        try {
            return condition.holds(this);
        } finally {
            strictVariables = before;
        }
    }

    void assign(String name, @Nullable Object value) {
        assigned.put(name, value);
    }

    Frame push(List<String> names, @Nullable Object[] values) {
        frame = new Frame(frame, names, values);
        return frame;
    }

    void pop(Frame pushed) {
        frame = pushed.outer;
    }

    @Nullable
    ForLoop loop() {
        return loop;
    }

    void loop(@Nullable ForLoop current) {
        loop = current;
    }

    long counter(String name) {
        return counters.getOrDefault(name, 0L);
    }

    void counter(String name, long value) {
        counters.put(name, value);
    }

    int cycle(@Nullable Object group) {
        return cycles.getOrDefault(Arrays.asList(group), 0);
    }

    void cycle(@Nullable Object group, int next) {
        cycles.put(Arrays.asList(group), next);
    }

    /** Where the loop of that name last ended, for {@code offset: continue}. */
    int loopEnd(String name) {
        return loopEnds.getOrDefault(name, 0);
    }

    void loopEnd(String name, int end) {
        loopEnds.put(name, end);
    }

    /** Renders a body into a string of its own. */
    Captured capture(Body body) {
        Output outside = output;
        output = new Output(run, 64);
        Flow flow = body.render(this);
        String text = output.toString();
        output = outside;
        return new Captured(text, flow);
    }

    /** Whether the text differs from the one asked about before; then it is the one remembered. */
    boolean changed(String text) {
        if (text.equals(lastChanged)) {
            return false;
        }
        lastChanged = text;
        return true;
    }

    /** Prints a value, escaped if this render escapes. */
    void print(@Nullable Object value) {
        if (value instanceof String text) {
            printText(text);
        } else if (value instanceof Long || value instanceof Integer) {
            output.append(((Number) value).longValue());
        } else if (value instanceof SafeText safe) {
            output.append(safe.html());
        } else if (value != null) {
            printText(Printer.text(value, run.options.zone()));
        }
    }

    private void printText(String text) {
        if (run.options.escapeHtml()) {
            output.appendEscaped(text);
        } else {
            output.append(text);
        }
    }

    /** What a body printed, and how it ended. */
    record Captured(String text, Flow flow) {}
}

package io.kikkake.liquid;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something in a template that has a value. */
sealed interface Expression {
    @Nullable
    Object evaluate(RenderContext context);

    /** A value written out: a string, a number, {@code true}, {@code nil}, {@code empty}. */
    record Literal(@Nullable Object value) implements Expression {
        @Override
        public @Nullable Object evaluate(RenderContext context) {
            return value;
        }
    }

    /** {@code (first..last)}. */
    record RangeOf(Expression first, Expression last) implements Expression {
        @Override
        public @Nullable Object evaluate(RenderContext context) {
            return new Range(Numbers.rangeBound(first.evaluate(context)), Numbers.rangeBound(last.evaluate(context)));
        }
    }

    /** A variable without any lookups, by far the most frequent kind. */
    record Variable(String name) implements Expression {
        @Override
        public @Nullable Object evaluate(RenderContext context) {
            return context.variable(name);
        }
    }

    /**
     * A variable or bracketed name followed by lookups: {@code order.lines[0].title}.
     *
     * @param written how it stands in the template, for error messages
     */
    record Path(Expression root, List<Lookup> lookups, String written) implements Expression {
        @Override
        public @Nullable Object evaluate(RenderContext context) {
            Object value = root.evaluate(context);
            for (Lookup lookup : lookups) {
                value = lookup.in(value, context);
                if (value == Properties.MISSING) {
                    return context.missing(written);
                }
            }
            return value;
        }
    }

    /** {@code [expression]} where a variable's name is expected. */
    record VariableNamedBy(Expression name) implements Expression {
        @Override
        public @Nullable Object evaluate(RenderContext context) {
            return context.variable(Printer.text(name.evaluate(context)));
        }
    }

    /** An expression with its filters, at least one. */
    record Filtered(Expression input, List<FilterCall> calls) implements Expression {
        @Override
        public @Nullable Object evaluate(RenderContext context) {
            // The filter default exists to be asked about variables that may be missing.
            Object value = calls.getFirst().isDefault() ? context.leniently(input) : input.evaluate(context);
            for (FilterCall call : calls) {
                value = call.apply(value, context);
            }
            return value;
        }
    }

    /** One step of a path. */
    sealed interface Lookup {
        @Nullable
        Object in(@Nullable Object value, RenderContext context);
    }

    /** {@code .key}, which also knows {@code size}, {@code first} and {@code last}. */
    record Key(String key) implements Lookup {
        @Override
        public @Nullable Object in(@Nullable Object value, RenderContext context) {
            return Properties.named(value, key);
        }
    }

    /** {@code [expression]}. */
    record Index(Expression index) implements Lookup {
        @Override
        public @Nullable Object in(@Nullable Object value, RenderContext context) {
            return Properties.indexed(value, index.evaluate(context));
        }
    }
}

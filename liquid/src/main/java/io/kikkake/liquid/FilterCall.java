package io.kikkake.liquid;

import org.jspecify.annotations.Nullable;

/** A filter with the arguments a template gives it. */
final class FilterCall {
    private static final Expression[] NONE = {};

    private final FilterDefinition filter;
    private final Expression[] arguments;
    private final String[] keywords;
    private final Expression[] keywordValues;

    FilterCall(FilterDefinition filter, Expression[] arguments, String[] keywords, Expression[] keywordValues) {
        this.filter = filter;
        this.arguments = arguments.length == 0 ? NONE : arguments;
        this.keywords = keywords;
        this.keywordValues = keywordValues;
    }

    boolean isDefault() {
        return filter.name().equals("default");
    }

    @Nullable
    Object apply(@Nullable Object value, RenderContext context) {
        Object input = filter.wantsSafeText() ? value : Values.plain(value);
        context.charge(1 + Values.weight(input));
        Object result;
        try {
            result = filter.body().apply(context, input, evaluated(context));
        } catch (RenderFailure failure) {
            throw failure.problem().startsWith("filter ")
                    ? failure
                    : new RenderFailure("filter '" + filter.name() + "': " + failure.problem(), failure);
        }
        int weight = Values.weight(result);
        if (weight > 0) {
            context.charge(weight);
            context.checkLength(result);
        }
        return result;
    }

    private Arguments evaluated(RenderContext context) {
        if (arguments.length == 0 && keywords.length == 0) {
            return Arguments.NONE;
        }
        return new Arguments(evaluate(arguments, context), keywords, evaluate(keywordValues, context));
    }

    private static @Nullable Object[] evaluate(Expression[] expressions, RenderContext context) {
        @Nullable Object[] values = new @Nullable Object[expressions.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Values.plain(expressions[i].evaluate(context));
        }
        return values;
    }
}

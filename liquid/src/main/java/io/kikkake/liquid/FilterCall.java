package io.kikkake.liquid;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A filter with the arguments a template gives it. */
final class FilterCall {
    private final FilterDefinition filter;
    private final List<Expression> arguments;
    private final List<String> keywords;
    private final List<Expression> keywordValues;

    FilterCall(
            FilterDefinition filter,
            List<Expression> arguments,
            List<String> keywords,
            List<Expression> keywordValues) {
        this.filter = filter;
        this.arguments = arguments;
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
        if (arguments.isEmpty() && keywords.isEmpty()) {
            return Arguments.NONE;
        }
        return new Arguments(evaluate(arguments, context), keywords, evaluate(keywordValues, context));
    }

    private static @Nullable Object[] evaluate(List<Expression> expressions, RenderContext context) {
        @Nullable Object[] values = new @Nullable Object[expressions.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Values.plain(expressions.get(i).evaluate(context));
            context.charge(Values.weight(values[i]));
        }
        return values;
    }
}

package io.kikkake.liquid;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an {@code if} or {@code unless} asks. */
sealed interface Condition {
    boolean holds(RenderContext context);

    /** An expression alone: everything is true but nil and false. */
    record Truthy(Expression expression) implements Condition {
        @Override
        public boolean holds(RenderContext context) {
            return Values.truthy(expression.evaluate(context));
        }
    }

    /** Two expressions compared. */
    record Comparison(Expression left, Operator operator, Expression right) implements Condition {
        @Override
        public boolean holds(RenderContext context) {
            Object a = Values.plain(left.evaluate(context));
            Object b = Values.plain(right.evaluate(context));
            context.charge(Values.weight(a));
            return switch (operator) {
                case EQUAL -> Comparisons.equal(a, b);
                case NOT_EQUAL -> !Comparisons.equal(a, b);
                case CONTAINS -> contains(a, b, context);
                case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> ordered(a, b);
            };
        }

        private static boolean contains(@Nullable Object a, @Nullable Object b, RenderContext context) {
            if (a instanceof String text && b instanceof String wanted) {
                context.chargeSearch(text, wanted);
            }
            return Comparisons.contains(a, b);
        }

        private boolean ordered(@Nullable Object a, @Nullable Object b) {
            if (!Comparisons.ordered(a) || !Comparisons.ordered(b)) {
                return false;
            }
            int order = Comparisons.compare(a, b);
            return switch (operator) {
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
                case EQUAL, NOT_EQUAL, CONTAINS -> false;
            };
        }
    }

    /**
     * Conditions joined by {@code and} and {@code or}. Liquid gives neither precedence: {@code a and b or c} is
     * {@code a and (b or c)}, so each word decides at once whether what follows it is still of interest.
     *
     * @param or whether the word after the term of the same index is {@code or}; one shorter than the terms
     */
    record Chain(List<Condition> terms, List<Boolean> or) implements Condition {
        @Override
        public boolean holds(RenderContext context) {
            for (int i = 0; i < or.size(); i++) {
                boolean holds = terms.get(i).holds(context);
                if (holds == or.get(i)) {
                    return holds;
                }
            }
            return terms.getLast().holds(context);
        }
    }

    /** The comparisons of Liquid. */
    enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        CONTAINS;

        /** The operator that token is, or null when it is none. */
        static @Nullable Operator of(Token token) {
            if (!token.is(Token.Kind.COMPARISON)) {
                return token.is("contains") ? CONTAINS : null;
            }
            return switch (token.text()) {
                case "==" -> EQUAL;
                case "!=", "<>" -> NOT_EQUAL;
                case "<" -> LESS;
                case "<=" -> LESS_OR_EQUAL;
                case ">" -> GREATER;
                case ">=" -> GREATER_OR_EQUAL;
                default -> null;
            };
        }
    }
}

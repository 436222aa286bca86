package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code render} and {@code include} have in common: a partial's name, a value bound to a variable in it, and
 * further variables.
 *
 * @param bound the value after {@code with} or {@code for}, or null
 * @param each whether it was {@code for}
 * @param alias what the bound value is called in the partial, or null for the partial's own name
 */
record PartialCall(
        Expression name,
        @Nullable Expression bound,
        boolean each,
        @Nullable String alias,
        List<String> keywords,
        List<Expression> values) {

    static PartialCall parse(Piece.Tag tag, Parser parser) {
        Markup markup = parser.markup(tag);
        Expression name = markup.expression();
        if (name instanceof Expression.Literal literal && literal.value() instanceof String text) {
            parser.wantPartial(text);
        }
        Expression bound = null;
        boolean each = false;
        String alias = null;
        if (!markup.atKeyword() && (markup.peek().is("with") || markup.peek().is("for"))) {
            each = markup.accept("for");
            if (!each) {
                markup.expect("with");
            }
            bound = markup.expression();
        }
        if (!markup.atKeyword() && markup.accept("as")) {
            alias = markup.name("a variable name after 'as'");
        }
        List<String> keywords = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        markup.accept(',');
        while (markup.atKeyword()) {
            keywords.add(markup.keyword());
            values.add(markup.expression());
            markup.accept(',');
        }
        markup.end();
        return new PartialCall(name, bound, each, alias, List.copyOf(keywords), List.copyOf(values));
    }

    /** What the bound value is called in the partial. */
    String variable(String partial) {
        return alias != null ? alias : partial.substring(partial.lastIndexOf('/') + 1);
    }
}

package io.kikkake.liquid;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code for} and {@code tablerow} begin with: {@code item in items limit: 3 offset: 1}.
 *
 * @param name the variable and the collection as written, by which {@code offset: continue} finds the loop before
 */
record LoopHead(
        String variable,
        Expression collection,
        String name,
        boolean reversed,
        boolean continued,
        @Nullable Expression offset,
        @Nullable Expression limit,
        @Nullable Expression columns) {

    static LoopHead parse(Markup markup, Set<String> attributes) {
        String variable = markup.name("a loop variable");
        markup.expect("in");
        int mark = markup.mark();
        Expression collection = markup.expression();
        String name = variable + "-" + markup.since(mark);
        boolean reversed = false;
        boolean continued = false;
        Expression offset = null;
        Expression limit = null;
        Expression columns = null;
        while (markup.accept(',') || markup.peek().is(Token.Kind.NAME)) {
            Token at = markup.peek();
            if (markup.atEnd()) {
                break;
            }
            if (attributes.contains("reversed") && markup.accept("reversed")) {
                reversed = true;
                continue;
            }
            String attribute = markup.name("an attribute of the loop");
            if (!attributes.contains(attribute)) {
                throw markup.error(at, "a loop has no attribute '" + attribute + "', only " + listed(attributes));
            }
            markup.expect(':');
            switch (attribute) {
                case "limit" -> limit = markup.expression();
                case "cols" -> columns = markup.expression();
                default -> {
                    continued = markup.accept("continue");
                    offset = continued ? null : markup.expression();
                }
            }
        }
        markup.end();
        return new LoopHead(variable, collection, name, reversed, continued, offset, limit, columns);
    }

    private static String listed(Set<String> attributes) {
        return String.join(", ", attributes.stream().sorted().toList());
    }
}

package io.kikkake.liquid;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tags of Liquid by name. */
final class Tags {
    private static final Map<String, TagParser> BY_NAME = Map.ofEntries(
            Map.entry("assign", AssignTag::parse),
            Map.entry("break", (tag, parser) -> new InterruptTag(Flow.BREAK)),
            Map.entry("capture", CaptureTag::parse),
            Map.entry("case", CaseTag::parse),
            Map.entry("comment", Tags::comment),
            Map.entry("continue", (tag, parser) -> new InterruptTag(Flow.CONTINUE)),
            Map.entry("cycle", CycleTag::parse),
            Map.entry("decrement", CounterTag::decrement),
            Map.entry("doc", Tags::doc),
            Map.entry("echo", Tags::echo),
            Map.entry("for", ForTag::parse),
            Map.entry("if", IfTag::parse),
            Map.entry("ifchanged", IfChangedTag::parse),
            Map.entry("include", IncludeTag::parse),
            Map.entry("increment", CounterTag::increment),
            Map.entry("liquid", (tag, parser) -> parser.lines(tag.start(), tag.end())),
            Map.entry("raw", RawTag::parse),
            Map.entry("render", RenderTag::parse),
            Map.entry("tablerow", TableRowTag::parse),
            Map.entry("unless", IfTag::parseUnless),
            Map.entry("#", Tags::inlineComment));

    private Tags() {}

    static @Nullable TagParser named(String name) {
        return BY_NAME.get(name);
    }

    private static Node comment(Piece.Tag tag, Parser parser) {
        parser.skipComment(tag);
        return new Node.Silent();
    }

    private static Node doc(Piece.Tag tag, Parser parser) {
        parser.verbatim(tag, false);
        return new Node.Silent();
    }

    private static Node echo(Piece.Tag tag, Parser parser) {
        Markup markup = parser.markup(tag);
        Expression expression = markup.atEnd() ? new Expression.Literal(null) : markup.filtered();
        return new Node.Print(parser.position(tag), expression);
    }

    private static Node inlineComment(Piece.Tag tag, Parser parser) {
        boolean first = true;
        for (String line : parser.written(tag).split("\n", -1)) {
            String text = Chars.strip(line);
            if (!first && !text.isEmpty() && !text.startsWith("#")) {
                throw parser.error(tag, "every line of an inline comment has to begin with '#'");
            }
            first = false;
        }
        return new Node.Silent();
    }
}

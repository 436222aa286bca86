package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the tree of nodes out of the pieces of a template. */
final class Parser {
    private static final Set<String> BRANCHES = Set.of("else", "elsif", "when");

    private final Source source;
    private final Options options;
    private final Partials partials;
    private final PieceReader pieces;
    private int depth;

    private Parser(Source source, Options options, Partials partials, PieceReader pieces, int depth) {
        this.source = source;
        this.options = options;
        this.partials = partials;
        this.pieces = pieces;
        this.depth = depth;
    }

    static Body template(Source source, Options options, Partials partials) {
        return new Parser(source, options, partials, new TemplateReader(source), 0).all();
    }

    /** A {@code liquid} tag's lines, each a tag; blocks opened there end there. */
    Body lines(int start, int end) {
        deeper(start);
        Body body = new Parser(source, options, partials, new LineReader(source, start, end), depth).all();
        depth--;
        return body;
    }

    private Body all() {
        List<Node> nodes = new ArrayList<>();
        for (Piece piece = pieces.next(); piece != null; piece = pieces.next()) {
            nodes.add(node(piece, null));
        }
        return new Body(nodes);
    }

    /** The inside of a block up to one of these tags, and that tag. */
    Section section(Piece.Tag opening, Set<String> endings) {
        deeper(opening.offset());
        List<Node> nodes = new ArrayList<>();
        for (Piece piece = pieces.next(); piece != null; piece = pieces.next()) {
            if (piece instanceof Piece.Tag tag && endings.contains(tag.name())) {
                depth--;
                return new Section(new Body(nodes), tag);
            }
            nodes.add(node(piece, opening));
        }
        throw error(opening, "'" + opening.name() + "' is never closed with 'end" + opening.name() + "'");
    }

    /** The inside of a block up to the tag that closes it. */
    Body block(Piece.Tag opening) {
        return section(opening, Set.of("end" + opening.name())).body();
    }

    private void deeper(int offset) {
        if (++depth > options.maxNesting()) {
            throw source.error(offset, "blocks are nested deeper than " + options.maxNesting() + " levels");
        }
    }

    private Node node(Piece piece, Piece.@Nullable Tag open) {
        return switch (piece) {
            case Piece.Text text -> new Node.Text(text.text());
            case Piece.Output output -> output(output);
            case Piece.Tag tag -> tag(tag, open);
        };
    }

    private Node output(Piece.Output output) {
        Markup markup = new Markup(source, options, output.start(), output.end());
        Expression expression = markup.atEnd() ? new Expression.Literal(null) : markup.filtered();
        return new Node.Print(source.at(output.offset()), expression);
    }

    private Node tag(Piece.Tag tag, Piece.@Nullable Tag open) {
        TagParser parser = Tags.named(tag.name());
        if (parser != null) {
            return parser.parse(tag, this);
        }
        if (tag.name().isEmpty()) {
            throw error(tag, "expected the name of a tag after '{%'");
        }
        if (tag.name().startsWith("end") || BRANCHES.contains(tag.name())) {
            String state = open == null
                    ? "no block is open here"
                    : "the open block is '" + open.name() + "' of line "
                            + source.at(open.offset()).line();
            throw error(tag, "unexpected '" + tag.name() + "': " + state);
        }
        throw error(tag, "unknown tag '" + tag.name() + "'");
    }

    /** What follows the name of a tag. */
    Markup markup(Piece.Tag tag) {
        return new Markup(source, options, tag.start(), tag.end());
    }

    /** What follows the name of a tag, as written, without the whitespace around it. */
    String written(Piece.Tag tag) {
        return Chars.strip(source.text().substring(tag.start(), tag.end()));
    }

    /** The offset behind the first such character in the markup of a tag, which has to have one. */
    int offsetAfter(Piece.Tag tag, char c) {
        return source.text().indexOf(c, tag.start()) + 1;
    }

    /** Reads over everything to the end of a verbatim block. */
    String verbatim(Piece.Tag opening, boolean nestable) {
        if (!written(opening).isEmpty()) {
            throw error(opening, "'" + opening.name() + "' takes no arguments");
        }
        return pieces.verbatim(opening, nestable);
    }

    /** Reads over a comment, and over the comments and raw blocks in it. */
    void skipComment(Piece.Tag opening) {
        int open = 1;
        while (open > 0) {
            Piece piece = pieces.next();
            if (piece == null) {
                throw error(opening, "'comment' is never closed with 'endcomment'");
            }
            if (piece instanceof Piece.Tag tag) {
                switch (tag.name()) {
                    case "comment" -> open++;
                    case "endcomment" -> open--;
                    case "raw" -> pieces.verbatim(tag, true);
                    default -> {}
                }
            }
        }
    }

    /** Notes a partial named by a literal, so that it is parsed along with the template. */
    void wantPartial(String name) {
        partials.want(name);
    }

    Position position(Piece.Tag tag) {
        return source.at(tag.offset());
    }

    LiquidSyntaxError error(Piece.Tag tag, String problem) {
        return source.error(tag.offset(), problem);
    }

    /** A body and the tag that ended it. */
    record Section(Body body, Piece.Tag ending) {}
}

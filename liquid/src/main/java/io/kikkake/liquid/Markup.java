package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Understands the markup inside a tag or output: expressions, filters, conditions, and the words tags put between. */
final class Markup {
    private final Source source;
    private final Options options;
    private final List<Token> tokens;
    private int index;
    private int depth;

    Markup(Source source, Options options, int start, int end) {
        this.source = source;
        this.options = options;
        this.tokens = Lexer.tokens(source, start, end);
    }

    Token peek() {
        return tokens.get(index);
    }

    private Token peek(int ahead) {
        return tokens.get(Math.min(index + ahead, tokens.size() - 1));
    }

    private Token take() {
        Token token = tokens.get(index);
        if (!token.is(Token.Kind.END)) {
            index++;
        }
        return token;
    }

    boolean atEnd() {
        return peek().is(Token.Kind.END);
    }

    /** Takes that punctuation mark if it is next. */
    boolean accept(char mark) {
        boolean next = peek().is(mark);
        if (next) {
            index++;
        }
        return next;
    }

    /** Takes that word if it is next. */
    boolean accept(String word) {
        boolean next = peek().is(word);
        if (next) {
            index++;
        }
        return next;
    }

    void expect(char mark) {
        if (!accept(mark)) {
            throw expected("'" + mark + "'");
        }
    }

    void expect(String word) {
        if (!accept(word)) {
            throw expected("'" + word + "'");
        }
    }

    String name(String what) {
        if (!peek().is(Token.Kind.NAME)) {
            throw expected(what);
        }
        return take().text();
    }

    /** Whether a name and a colon come next. */
    boolean atKeyword() {
        return peek().is(Token.Kind.NAME) && peek(1).is(':');
    }

    /** Takes the name and the colon {@link #atKeyword} has seen. */
    String keyword() {
        String keyword = take().text();
        expect(':');
        return keyword;
    }

    /** Nothing may be left, unless the template is parsed laxly. */
    void end() {
        if (options.strict() && !atEnd()) {
            throw source.error(peek().offset(), "unexpected " + peek().described());
        }
    }

    LiquidSyntaxError expected(String what) {
        return source.error(peek().offset(), "expected " + what + " but found " + peek().described());
    }

    LiquidSyntaxError error(Token at, String problem) {
        return source.error(at.offset(), problem);
    }

    /** The tokens from there up to here, as written but without whitespace. */
    String since(int mark) {
        StringBuilder written = new StringBuilder();
        for (Token token : tokens.subList(mark, index)) {
            boolean quoted = token.is(Token.Kind.STRING);
            written.append(quoted ? "'" : "").append(token.text()).append(quoted ? "'" : "");
        }
        return written.toString();
    }

    /** A mark for {@link #since}. */
    int mark() {
        return index;
    }

    Expression expression() {
        if (++depth > options.maxNesting()) {
            throw source.error(peek().offset(), "brackets are nested deeper than " + options.maxNesting() + " levels");
        }
        int mark = index;
        Token token = take();
        Expression expression = switch (token.kind()) {
            case STRING -> new Expression.Literal(token.text());
            case NUMBER -> new Expression.Literal(Numbers.literal(token.text()));
            case NAME -> named(token, mark);
            case PUNCTUATION -> bracketed(token, mark);
            case COMPARISON, DOT_DOT, END -> throw noValue(token);
        };
        depth--;
        return expression;
    }

    private LiquidSyntaxError noValue(Token token) {
        return source.error(token.offset(), "expected a value but found " + token.described());
    }

    private Expression named(Token token, int mark) {
        List<Expression.Lookup> lookups = lookups();
        if (lookups.isEmpty()) {
            return switch (token.text()) {
                case "nil", "null" -> new Expression.Literal(null);
                case "true" -> new Expression.Literal(true);
                case "false" -> new Expression.Literal(false);
                case "empty" -> new Expression.Literal(Nothing.EMPTY);
                case "blank" -> new Expression.Literal(Nothing.BLANK);
                default -> new Expression.Variable(token.text());
            };
        }
        return new Expression.Path(new Expression.Variable(token.text()), lookups, since(mark));
    }

    private Expression bracketed(Token token, int mark) {
        if (token.is('[')) {
            Expression root = new Expression.VariableNamedBy(expression());
            expect(']');
            List<Expression.Lookup> lookups = lookups();
            return lookups.isEmpty() ? root : new Expression.Path(root, lookups, since(mark));
        }
        if (!token.is('(')) {
            throw noValue(token);
        }
        Expression first = expression();
        if (!peek().is(Token.Kind.DOT_DOT)) {
            throw expected("'..'");
        }
        index++;
        Expression last = expression();
        expect(')');
        return new Expression.RangeOf(first, last);
    }

    private List<Expression.Lookup> lookups() {
        if (!peek().is('.') && !peek().is('[')) {
            return List.of();
        }
        List<Expression.Lookup> steps = new ArrayList<>();
        while (true) {
            if (accept('.')) {
                steps.add(new Expression.Key(name("a property name after '.'")));
            } else if (accept('[')) {
                Expression key = expression();
                expect(']');
                steps.add(new Expression.Index(key));
            } else {
                return List.copyOf(steps);
            }
        }
    }

    /** An expression with any filters behind it, up to the end. */
    Expression filtered() {
        Expression input = expression();
        List<FilterCall> calls = new ArrayList<>();
        while (accept('|')) {
            FilterCall call = filter();
            if (call != null) {
                calls.add(call);
            }
        }
        end();
        return calls.isEmpty() ? input : new Expression.Filtered(input, List.copyOf(calls));
    }

    private @Nullable FilterCall filter() {
        Token at = peek();
        String name = name("a filter name after '|'");
        List<Expression> arguments = new ArrayList<>();
        List<String> keywords = new ArrayList<>();
        List<Expression> keywordValues = new ArrayList<>();
        if (accept(':')) {
            do {
                if (atKeyword()) {
                    keywords.add(keyword());
                    keywordValues.add(expression());
                } else {
                    arguments.add(expression());
                }
            } while (accept(','));
        }
        FilterDefinition filter = Filters.named(name);
        if (filter == null) {
            if (options.strict()) {
                throw error(at, "unknown filter '" + name + "'");
            }
            return null;
        }
        check(at, filter, arguments.size(), keywords);
        return new FilterCall(filter, List.copyOf(arguments), List.copyOf(keywords), List.copyOf(keywordValues));
    }

    private void check(Token at, FilterDefinition filter, int arguments, List<String> keywords) {
        if (arguments < filter.min() || arguments > filter.max()) {
            throw error(at, "filter '" + filter.name() + "' takes " + filter.arity() + ", not " + arguments);
        }
        for (String keyword : keywords) {
            if (options.strict() && !keyword.equals(filter.keyword())) {
                throw error(at, "filter '" + filter.name() + "' knows no argument '" + keyword + "'");
            }
        }
    }

    /** Comparisons joined by {@code and} and {@code or}, up to the end. */
    Condition condition() {
        List<Condition> terms = new ArrayList<>();
        List<Boolean> or = new ArrayList<>();
        terms.add(comparison());
        while (peek().is("and") || peek().is("or")) {
            or.add(take().is("or"));
            terms.add(comparison());
        }
        end();
        if (or.isEmpty()) {
            return terms.getFirst();
        }
        return new Condition.Chain(List.copyOf(terms), List.copyOf(or));
    }

    private Condition comparison() {
        Expression left = expression();
        Condition.Operator operator = Condition.Operator.of(peek());
        if (operator == null) {
            return new Condition.Truthy(left);
        }
        index++;
        return new Condition.Comparison(left, operator, expression());
    }
}

package io.kikkake.liquid;

/** {@code capture name}: what the block prints goes into a variable. */
record CaptureTag(Position position, String name, Body body) implements Node {
    static Node parse(Piece.Tag tag, Parser parser) {
        String written = parser.written(tag);
        boolean quoted = written.length() > 2
                && (written.charAt(0) == '\'' || written.charAt(0) == '"')
                && written.charAt(0) == written.charAt(written.length() - 1);
        String name = VariableName.check(quoted ? written.substring(1, written.length() - 1) : written, tag, parser);
        return new CaptureTag(parser.position(tag), name, parser.block(tag));
    }

    @Override
    public Flow render(RenderContext context) {
        context.at(position);
        RenderContext.Captured captured = context.capture(body);
        // What was escaped on its way into the variable is not escaped again on its way out.
        boolean html = context.options().escapeHtml();
        context.assign(name, html ? new SafeText(captured.text()) : captured.text());
        return captured.flow();
    }

    @Override
    public boolean blank() {
        return true;
    }
}

package io.kikkake.liquid;

/** A piece of a template that can be rendered. Nodes are immutable and shared by all renders. */
sealed interface Node
        permits AssignTag,
                Body,
                CaptureTag,
                CaseTag,
                CounterTag,
                CycleTag,
                ForTag,
                IfChangedTag,
                IfTag,
                IncludeTag,
                InterruptTag,
                Node.Print,
                Node.Silent,
                Node.Text,
                RawTag,
                RenderTag,
                TableRowTag {
    Flow render(RenderContext context);

    /** Whether it prints nothing by itself; a block of nothing else loses the whitespace in it as well. */
    default boolean blank() {
        return false;
    }

    /** Text as it stands. */
    record Text(String text) implements Node {
        @Override
        public Flow render(RenderContext context) {
            context.output().append(text);
            return Flow.NEXT;
        }

        @Override
        public boolean blank() {
            return Chars.isBlank(text);
        }
    }

    /** {@code {{ expression }}} and {@code {% echo expression %}}. */
    record Print(Position position, Expression expression) implements Node {
        @Override
        public Flow render(RenderContext context) {
            context.at(position);
            context.print(expression.evaluate(context));
            return Flow.NEXT;
        }
    }

    /** Something that is read and then printed as nothing: a comment, a doc. */
    record Silent() implements Node {
        @Override
        public Flow render(RenderContext context) {
            return Flow.NEXT;
        }

        @Override
        public boolean blank() {
            return true;
        }
    }
}

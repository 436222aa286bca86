package io.kikkake.liquid;

/** {@code break} and {@code continue}. Outside a loop they end the template. */
record InterruptTag(Flow flow) implements Node {
    @Override
    public Flow render(RenderContext context) {
        return flow;
    }
}

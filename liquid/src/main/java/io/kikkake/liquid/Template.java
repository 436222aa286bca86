package io.kikkake.liquid;

import java.util.Map;

/** A parsed Liquid template. Immutable and safe to render from many threads at once. */
public final class Template {
    private final Options options;
    private final Partials partials;
    private final Body body;
    private final int sourceLength;

    private Template(Options options, Partials partials, Body body, int sourceLength) {
        this.options = options;
        this.partials = partials;
        this.body = body;
        this.sourceLength = sourceLength;
    }

    /**
     * Parses a template with {@link Options#defaults()}.
     *
     * @throws LiquidSyntaxError when the template cannot be read
     */
    public static Template parse(String source) {
        return parse(source, Options.defaults());
    }

    /**
     * Parses a template, and the partials it names.
     *
     * @throws LiquidSyntaxError when the template or a partial cannot be read
     */
    public static Template parse(String source, Options options) {
        Partials partials = new Partials(options);
        Body body = Parser.template(new Source(null, source), options, partials);
        partials.parseWanted();
        return new Template(options, partials, body, source.length());
    }

    /**
     * Renders with {@link RenderOptions#defaults()}.
     *
     * @param data the variables of the template; values may be Map, List, String, Number, Boolean, null, Instant,
     *     LocalDate and {@link Drop}
     * @throws LiquidRenderError when the template asks for something that cannot be done, or exceeds its bounds
     */
    public String render(Map<String, ?> data) {
        return render(data, RenderOptions.defaults());
    }

    /**
     * Renders the template.
     *
     * @param data the variables of the template, not changed by it; values may be Map, List, String, Number, Boolean,
     *     null, Instant, LocalDate and {@link Drop}
     * @throws LiquidRenderError when the template asks for something that cannot be done, or exceeds its bounds
     */
    public String render(Map<String, ?> data, RenderOptions renderOptions) {
        Run run = new Run(renderOptions, partials, options.maxNesting());
        RenderContext context = new RenderContext(run, data, sourceLength + sourceLength / 4 + 64);
        try {
            body.render(context);
            return context.output().toString();
        } catch (RenderFailure failure) {
            throw new LiquidRenderError(failure.problem(), run.at, failure.getCause());
        } catch (StackOverflowError tooDeep) {
            // The bounds keep templates from this; data that contains itself can still bring it about.
            throw new LiquidRenderError("the data is nested too deeply or contains itself", run.at, tooDeep);
        }
    }
}

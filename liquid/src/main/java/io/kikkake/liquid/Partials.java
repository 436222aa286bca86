package io.kikkake.liquid;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The partials of a template, each parsed once: those named by a literal with it, any other when first rendered. */
final class Partials {
    private static final int MAX_PARTIALS = 1_000;

    private final Options options;
    private final ConcurrentHashMap<String, Body> parsed = new ConcurrentHashMap<>();
    private final Deque<String> wanted = new ArrayDeque<>();
    private boolean parsing = true;

    Partials(Options options) {
        this.options = options;
    }

    /** Notes a partial to be parsed by {@link #parseWanted}; after that, partials are parsed when they are needed. */
    void want(String name) {
        if (parsing) {
            wanted.add(name);
        }
    }

    /** Parses the partials the template names, and those they name; one after the other, so that circles do no harm. */
    void parseWanted() {
        for (String name = wanted.poll(); name != null; name = wanted.poll()) {
            find(name);
        }
        parsing = false;
    }

    /** The partial of that name, a render failure if there is none. */
    Body required(String name) {
        Body body;
        try {
            body = find(name);
        } catch (LiquidSyntaxError error) {
            throw new RenderFailure(error.getMessage() == null ? error.problem() : error.getMessage(), error);
        }
        if (body == null) {
            throw new RenderFailure("there is no partial '" + name + "'");
        }
        return body;
    }

    private @Nullable Body find(String name) {
        Body known = parsed.get(name);
        if (known != null) {
            return known;
        }
        String source = options.partials().apply(name);
        if (source == null) {
            return null;
        }
        Body body = Parser.template(new Source(name, source), options, this);
        if (parsed.size() < MAX_PARTIALS) {
            parsed.putIfAbsent(name, body);
        }
        return body;
    }
}

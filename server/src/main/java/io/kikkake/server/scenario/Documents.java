package io.kikkake.server.scenario;

import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Problem.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import tools.jackson.core.JacksonException;

/** Reads scenario documents, which anybody may have written, into plain values. */
final class Documents {

    static final int LARGEST_BYTES = 1_000_000;

    private static final int DEEPEST = 50;
    private static final int MOST_VALUES = 100_000;
    private static final int MOST_ALIASES = 50;

    private Documents() {}

    static String text(byte[] bytes) {
        if (bytes.length > LARGEST_BYTES) {
            throw new Problem(413, "Too large", "A scenario document has at most 1 MB.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable("The document is not UTF-8. Save it with the encoding UTF-8.");
        }
    }

    static Value json(String text) {
        try {
            return Json.read(text);
        } catch (JacksonException e) {
            var place = e.getLocation();
            String where = place == null ? "" : "Line " + place.getLineNr() + ", column " + place.getColumnNr() + ": ";
            throw unreadable(where + e.getOriginalMessage());
        }
    }

    static Value yaml(String text) {
        try {
            Object tree = parser().load(text);
            new Plainness().check(tree, 0);
            return Value.from(tree);
        } catch (MarkedYAMLException e) {
            throw unreadable(where(e.getProblemMark()) + sentence(e));
        } catch (YAMLException | IllegalArgumentException | StackOverflowError e) {
            throw unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static String where(@Nullable Mark mark) {
        return mark == null ? "" : "Line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
    }

    private static String sentence(MarkedYAMLException e) {
        return e.getContext() == null ? e.getProblem() : e.getContext() + ": " + e.getProblem();
    }

    private static Yaml parser() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LARGEST_BYTES);
        var dumping = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(dumping), dumping, options, new JsonTypes());
    }

    private static Problem unreadable(String message) {
        return new Problem(
                422, "Document not readable", "The document could not be read.", List.of(new Fault("", message, null)));
    }

    /** Words mean what they mean in YAML 1.2: {@code no}, {@code on} and {@code 10:00} are texts, as anybody would expect. */
    private static final class JsonTypes extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("^(?:true|True|TRUE|false|False|FALSE)$"), "tTfF");
            addImplicitResolver(Tag.INT, Pattern.compile("^[-+]?(?:0|[1-9][0-9]{0,17})$"), "-+0123456789");
            addImplicitResolver(
                    Tag.FLOAT,
                    Pattern.compile("^[-+]?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?$"),
                    "-+0123456789");
            addImplicitResolver(Tag.MERGE, Pattern.compile("^(?:<<)$"), "<");
            addImplicitResolver(Tag.NULL, Pattern.compile("^(?:~|null|Null|NULL| )$"), "~nN\0");
            addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
        }
    }

    /** Aliases can make a small document endless; tags can make it other than JSON. */
    private static final class Plainness {

        private int seen;

        void check(@Nullable Object tree, int depth) {
            if (depth > DEEPEST || ++seen > MOST_VALUES) {
                throw new IllegalArgumentException(
                        "The document is nested too deeply, or its aliases make it too large.");
            }
            switch (tree) {
                case Map<?, ?> map ->
                    map.forEach((name, value) -> {
                        if (!(name instanceof String || name instanceof Number || name instanceof Boolean)) {
                            throw new IllegalArgumentException("A key that is not a simple word: " + name);
                        }
                        check(value, depth + 1);
                    });
                case List<?> list -> list.forEach(value -> check(value, depth + 1));
                case Collection<?> set -> throw new IllegalArgumentException("Sets are not allowed here.");
                case null, default -> {}
            }
        }
    }
}

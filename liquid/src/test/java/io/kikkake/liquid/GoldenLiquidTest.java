package io.kikkake.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * The golden-liquid suite, which lies beside the repository and not in it: in {@code ../shared/suites}, or wherever
 * the property {@code kikkake.suites} or the variable {@code KIKKAKE_SUITES} says.
 */
class GoldenLiquidTest {
    /** How many cases pass. Only ever raise it. */
    private static final int FLOOR = 790;

    private static final RenderOptions OPTIONS = RenderOptions.at(Instant.parse("2026-03-14T00:00:00Z"));

    @Test
    void rendersWhatTheSuiteExpects() throws Exception {
        Path suite = suites().resolve("golden-liquid-public.json");
        if (!Files.exists(suite)) {
            System.out.println("golden-liquid: did not run, " + suite.getFileName() + " is not in " + suites());
        }
        assumeTrue(Files.exists(suite), "the golden-liquid suite is not here");

        Suite cases = JsonMapper.builder().build().readValue(suite.toFile(), Suite.class);
        List<String> failures = new ArrayList<>();
        for (Case test : cases.tests()) {
            String failure = failure(test);
            if (failure != null) {
                failures.add(test.name() + ": " + failure);
            }
        }
        int passed = cases.tests().size() - failures.size();
        failures.forEach(System.out::println);
        System.out.println("golden-liquid: " + passed + " of " + cases.tests().size() + " passed");
        assertThat(passed).isGreaterThanOrEqualTo(FLOOR);
    }

    private static @Nullable String failure(Case test) {
        String rendered;
        try {
            Map<String, String> partials = test.templates() == null ? Map.of() : test.templates();
            Options options = Options.defaults().withPartials(partials::get);
            rendered = Template.parse(test.template(), options)
                    .render(test.data() == null ? Map.of() : test.data(), OPTIONS);
        } catch (LiquidSyntaxError | LiquidRenderError error) {
            return Boolean.TRUE.equals(test.invalid()) ? null : error.getMessage();
        }
        if (Boolean.TRUE.equals(test.invalid())) {
            return "was to fail but rendered '" + rendered + "'";
        }
        List<String> expected = test.results() == null ? List.of(String.valueOf(test.result())) : test.results();
        return expected.contains(rendered) ? null : "expected " + expected + " but rendered '" + rendered + "'";
    }

    private static Path suites() {
        String configured = System.getProperty("kikkake.suites", System.getenv("KIKKAKE_SUITES"));
        return configured == null ? repository().resolveSibling("shared/suites") : Path.of(configured);
    }

    /** The directory of the repository: the outermost one above this with a build of ours in it. */
    private static Path repository() {
        Path module = Path.of("").toAbsolutePath();
        Path parent = module.getParent();
        return parent != null && Files.exists(parent.resolve("liquid/pom.xml")) ? parent : module;
    }

    record Suite(String description, String source, List<Case> tests) {}

    record Case(
            String name,
            String template,
            @Nullable Map<String, @Nullable Object> data,
            @Nullable Map<String, String> templates,
            @Nullable String result,
            @Nullable List<String> results,
            @Nullable Boolean invalid,
            @Nullable List<String> tags) {}
}

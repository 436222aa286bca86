package io.kikkake.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static String render(String source, Map<String, ?> data) {
        return Template.parse(source).render(data);
    }

    @Test
    void dropsAreAskedOnlyForWhatIsUsed() {
        List<String> asked = new ArrayList<>();
        Drop order = key -> {
            asked.add(key);
            return key.equals("lines") ? List.of(Map.of("title", "緑茶"), Map.of("title", "羊羹")) : null;
        };

        assertThat(render("{% for line in order.lines %}{{ line.title }},{% endfor %}", Map.of("order", order)))
                .isEqualTo("緑茶,羊羹,");
        assertThat(asked).containsExactly("lines");
    }

    @Test
    void unknownVariablesPrintNothingOrAreErrors() {
        RenderOptions strict = RenderOptions.defaults().withStrictVariables(true);
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("customer", new HashMap<>(Map.of("name", "花子")));
        data.put("known", null);

        assertThat(render("[{{ nobody }}]", data)).isEqualTo("[]");
        assertThatThrownBy(() -> Template.parse("\n{{ nobody }}").render(data, strict))
                .hasMessage("line 2, column 1: there is no variable 'nobody'");
        assertThatThrownBy(() -> Template.parse("{{ customer.age }}").render(data, strict))
                .hasMessageContaining("there is no variable 'customer.age'");
        assertThatThrownBy(() ->
                        Template.parse("{% for x in nobody %}{% endfor %}").render(data, strict))
                .hasMessageContaining("there is no variable 'nobody'");
        assertThat(Template.parse("{{ known }}{{ customer.age | default: '-' }}{% if nobody == blank %}!{% endif %}")
                        .render(data, strict))
                .isEqualTo("-!");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', textBlock = """
            {{ 9007199254740993 | plus: 1 }}      = 9007199254740994
            {{ 9223372036854775807 | plus: 1 }}   = 9223372036854775808
            {{ 9223372036854775807 | times: 2 }}  = 18446744073709551614
            {{ -7 | divided_by: 2 }}              = -4
            {{ -7 | modulo: 3 }}                  = 2
            {{ 7 | modulo: -3 }}                  = -2
            {{ 0.1 | plus: 0.2 }}                 = 0.3
            {{ 1.10 }}                            = 1.1
            {{ 1e3 }}                             = error
            {{ 1 | divided_by: 3.0 }}             = 0.3333333333333333
            {{ 2.5 | round }}                     = 3
            {{ -2.5 | round }}                    = -3
            {{ 1234567.891 | round: 1 }}          = 1234567.9
            {{ '12abc' | plus: 1 }}               = 13
            {{ ' 3.5 ' | plus: 1 }}               = 4.5
            {{ true | plus: 1 }}                  = 1
            {{ 100000000.0 | times: 1000000000 }} = 1.0e+17
            {{ 0.00001 }}                         = 1.0e-05
            """)
    void calculatesAsTheOriginal(String source, String expected) {
        String rendered;
        try {
            rendered = render(source, Map.of());
        } catch (LiquidSyntaxError error) {
            rendered = "error";
        }
        assertThat(rendered).isEqualTo(expected);
    }

    @Test
    void takesNumbersOfAllKinds() {
        Map<String, Object> data = new HashMap<>();
        data.put("int", 1);
        data.put("short", (short) 1);
        data.put("double", 1.5);
        data.put("float", 1.5f);
        data.put("nan", Double.NaN);
        data.put("big", new BigInteger("123456789012345678901234567890"));
        data.put("yen", new BigDecimal("3000"));
        data.put("decimal", new BigDecimal("3000.50"));

        assertThat(render("{{ int }} {{ short | plus: 1 }} {{ double }} {{ float }} {{ nan }}", data))
                .isEqualTo("1 2 1.5 1.5 NaN");
        assertThat(render("{{ big }} {{ yen }} {{ decimal }}", data))
                .isEqualTo("123456789012345678901234567890 3000 3000.5");
        assertThat(render("{% if int == 1.0 and yen > 2999 and double <= float %}ok{% endif %}", data))
                .isEqualTo("ok");
    }

    @Test
    void readsCollectionsOfAllKinds() {
        assertThat(render(
                        "{{ set | join }}{{ array | join: '-' }}{{ array[1] }}{{ array.size }}",
                        Map.of("set", Set.of("x"), "array", new String[] {"a", "b"})))
                .isEqualTo("xa-bb2");
        assertThat(render(
                        "{{ map[1] }}{{ map[nil] }}{% if map contains 1 %}!{% endif %}",
                        Map.of("map", new TreeMap<>(Map.of("a", 1)))))
                .isEmpty();
        assertThat(render("{{ map }}", Map.of("map", new TreeMap<>(Map.of("a", 1, "b", List.of("x"))))))
                .isEqualTo("{\"a\"=>1, \"b\"=>[\"x\"]}");
    }

    @Test
    void comparingWhatCannotBeComparedIsAnError() {
        assertThatThrownBy(() -> render("{% if 1 < 'a' %}{% endif %}", Map.of()))
                .hasMessageContaining("cannot compare a number with a text");
        assertThat(render("{% if nil < 1 %}yes{% else %}no{% endif %}", Map.of()))
                .isEqualTo("no");
    }

    @Test
    void andAndOrAreReadFromTheRight() {
        assertThat(render("{% if true or false and false %}yes{% endif %}", Map.of()))
                .isEqualTo("yes");
        assertThat(render("{% if false and true or true %}yes{% else %}no{% endif %}", Map.of()))
                .isEqualTo("no");
    }

    @Test
    void includeSharesVariablesAndRenderDoesNot() {
        Map<String, String> partials = Map.of("set", "{% assign x = 'set' %}{{ y }}", "bad", "{% include 'set' %}");
        Options options = Options.defaults().withPartials(partials::get);

        assertThat(Template.parse("{% assign y = 1 %}{% render 'set' %}[{{ x }}]{% include 'set' %}[{{ x }}]", options)
                        .render(Map.of()))
                .isEqualTo("[]1[set]");
        assertThatThrownBy(() -> Template.parse("{% render 'bad' %}", options).render(Map.of()))
                .hasMessage("partial 'bad', line 1, column 1: 'include' is not allowed inside 'render'");
        assertThatThrownBy(
                        () -> Template.parse("{% render 'missing' %}", options).render(Map.of()))
                .hasMessageContaining("there is no partial 'missing'");
    }

    @Test
    void aPartialNamedByAVariableIsParsedWhenItIsRendered() {
        Options options = Options.defaults().withPartials(Map.of("broken", "{% if %}")::get);
        Template template = Template.parse("{% include name %}", options);

        assertThatThrownBy(() -> template.render(Map.of("name", "broken")))
                .isInstanceOf(LiquidRenderError.class)
                .hasMessageContaining("partial 'broken', line 1, column 7: expected a value")
                .hasCauseInstanceOf(LiquidSyntaxError.class);
    }

    @Test
    void isRenderedByManyThreadsAtOnce() throws Exception {
        Template template = Template.parse(
                "{% for i in (1..50) %}{% cycle 'a', 'b' %}{% increment n %}{{ name | upcase }}{% endfor %}");
        List<Callable<Boolean>> renders = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Map<String, String> data = Map.of("name", "n" + i);
            String expected = template.render(data);
            renders.add(() -> template.render(data).equals(expected));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> same : threads.invokeAll(renders)) {
                assertThat(same.get()).isTrue();
            }
        }
    }

    @Test
    void doesNotChangeTheDataItIsGiven() {
        Map<String, Object> data = new TreeMap<>(Map.of("list", new ArrayList<>(List.of(3, 1, 2)), "n", 5));

        assertThat(render(
                        "{% assign n = 1 %}{% increment n %}{{ list | sort | join }}{{ list | concat: list | size }}",
                        data))
                .isEqualTo("01 2 36");
        assertThat(data).hasToString("{list=[3, 1, 2], n=5}");
    }

    @Test
    void defaultLocaleOfTheMachineDoesNotMatter() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.of("tr"));
        try {
            assertThat(render("{{ 'title' | upcase }} {{ 0 | date: '%a %b' }}", Map.of()))
                    .isEqualTo("TITLE Thu Jan");
        } finally {
            Locale.setDefault(before);
        }
    }
}

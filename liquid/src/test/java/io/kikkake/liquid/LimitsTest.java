package io.kikkake.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No template, whatever it says, costs more than it is allowed to. */
class LimitsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for i in (1..1000000000) %}{% endfor %}",
                "{% for i in (1..9000000000000000000) %}{% assign x = i %}{% endfor %}",
                "{% for a in (1..9999) %}{% for b in (1..9999) %}{% if a == b %}{% endif %}{% endfor %}{% endfor %}",
                "{{ (1..1000000000) | join: ',' | size }}",
                "{{ (1..1000000000) | reverse | first }}",
                "{{ (1..1000000000) | sum }}",
                "{% assign a = '1,2' | split: ',' %}{% for i in (1..99) %}{% assign a = a | concat: a %}{% endfor %}"
            })
    void stopsWorkThatDoesNotEnd(String source) {
        assertThatThrownBy(() -> Template.parse(source).render(Map.of()))
                .isInstanceOf(LiquidRenderError.class)
                .hasMessageContaining("steps");
    }

    @Test
    void countsTheSearchForLongTexts() {
        Template template = Template.parse("{% if text contains wanted %}{% endif %}{{ text | remove: wanted }}");
        Map<String, String> data = Map.of("text", "a".repeat(900_000), "wanted", "a".repeat(400_000) + "b");

        assertThatThrownBy(() -> template.render(data))
                .isInstanceOf(LiquidRenderError.class)
                .hasMessageContaining("steps");
    }

    @Test
    void countsWorkAcrossPartials() {
        Options options = Options.defaults().withPartials(name -> "{% for i in (1..1000) %}{{ i }}{% endfor %}");
        Template template = Template.parse("{% for i in (1..1000) %}{% render 'row' %}{% endfor %}", options);

        assertThatThrownBy(
                        () -> template.render(Map.of(), RenderOptions.defaults().withMaxOutput(100_000_000)))
                .isInstanceOf(LiquidRenderError.class)
                .hasMessageContaining("1000000 steps");
    }

    @Test
    void boundsWhatIsPrinted() {
        Template template = Template.parse("{% for i in (1..100) %}0123456789{% endfor %}");

        assertThat(template.render(Map.of(), RenderOptions.defaults().withMaxOutput(1000)))
                .hasSize(1000);
        assertThatThrownBy(
                        () -> template.render(Map.of(), RenderOptions.defaults().withMaxOutput(999)))
                .isInstanceOf(LiquidRenderError.class)
                .hasMessage("line 1, column 1: the output is longer than 999 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% assign s = 'ab' %}{% for i in (1..99) %}{% assign s = s | append: s %}{% endfor %}",
                "{% assign s = 'ab' %}{% for i in (1..99) %}{% assign s = s | prepend: s %}{% endfor %}",
                "{% assign s = 'aa' %}{% for i in (1..99) %}{% assign s = s | replace: 'a', s %}{% endfor %}",
                "{% assign s = 'aa' %}{% for i in (1..99) %}{% assign s = s | replace: '', s %}{% endfor %}",
                "{% assign s = 'a,a' %}"
                        + "{% for i in (1..99) %}{% assign s = s | split: ',' | join: s | append: ',' %}{% endfor %}",
                "{% assign s = '&' %}{% for i in (1..99) %}{% assign s = s | escape %}{% endfor %}"
                        + "{% for i in (1..99) %}{% assign s = s | append: s %}{% endfor %}",
                "{% for i in (1..99) %}{% capture s %}{{ s }}{{ s }}x{% endcapture %}{% endfor %}"
            })
    void boundsTextsThatDouble(String source) {
        assertThatThrownBy(() -> Template.parse(source).render(Map.of()))
                .isInstanceOf(LiquidRenderError.class)
                .hasMessageContaining("longer than 1000000 characters");
    }

    @Test
    void boundsNumbersThatSquare() {
        Template template =
                Template.parse("{% assign n = 10 %}{% for i in (1..99) %}{% assign n = n | times: n %}{% endfor %}");

        assertThatThrownBy(() -> template.render(Map.of())).hasMessageContaining("digits");
        assertThatThrownBy(() -> Template.parse("{{ n | plus: 1 }}").render(Map.of("n", new BigDecimal("1e999999999"))))
                .hasMessageContaining("digits");
        assertThatThrownBy(() -> Template.parse("{{ n | ceil }}").render(Map.of("n", "9".repeat(100_000))))
                .hasMessageContaining("digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"if true", "for i in (1..2)", "capture x", "unless x", "case x", "ifchanged"})
    void refusesBlocksNestedTooDeep(String tag) {
        String name = tag.split(" ")[0];
        String source = ("{% " + tag + " %}").repeat(1000) + ("{% end" + name + " %}").repeat(1000);

        assertThatThrownBy(() -> Template.parse(source))
                .isInstanceOf(LiquidSyntaxError.class)
                .hasMessageContaining("blocks are nested deeper than 100 levels");
    }

    @Test
    void refusesBracketsNestedTooDeep() {
        assertThatThrownBy(() -> Template.parse("{{ " + "a[".repeat(1000) + "0" + "]".repeat(1000) + " }}"))
                .isInstanceOf(LiquidSyntaxError.class)
                .hasMessageContaining("brackets are nested deeper than 100 levels");
        assertThatThrownBy(() -> Template.parse("{{ " + "(".repeat(100_000))).isInstanceOf(LiquidSyntaxError.class);
    }

    @Test
    void refusesLiquidTagsNestedTooDeep() {
        assertThatThrownBy(() -> Template.parse("{% " + "liquid ".repeat(10_000) + "%}"))
                .isInstanceOf(LiquidSyntaxError.class)
                .hasMessageContaining("nested deeper");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{% include 'self' %}", "{% render 'self' %}"})
    void stopsPartialsThatCallThemselves(String source) {
        Template template = Template.parse(source, Options.defaults().withPartials(name -> source));

        assertThatThrownBy(() -> template.render(Map.of()))
                .isInstanceOf(LiquidRenderError.class)
                .hasMessageContaining("nested deeper than 100 levels");
    }

    @Test
    void survivesDataThatContainsItself() {
        List<Object> circle = new ArrayList<>();
        circle.add(circle);

        assertThatThrownBy(() -> Template.parse("{{ circle }}").render(Map.of("circle", circle)))
                .isInstanceOf(LiquidRenderError.class)
                .hasMessageContaining("nested");
        assertThatThrownBy(() -> Template.parse("{{ circle | join }}").render(Map.of("circle", circle)))
                .isInstanceOf(LiquidRenderError.class)
                .hasMessageContaining("nested");
    }

    @Test
    void rendersLongChainsWithoutRecursion() {
        String condition = "false or ".repeat(20_000) + "true";
        String elsifs = "{% elsif false %}no".repeat(20_000);

        assertThat(Template.parse("{% if " + condition + " %}yes{% endif %}").render(Map.of()))
                .isEqualTo("yes");
        assertThat(Template.parse("{% if false %}" + elsifs + "{% else %}yes{% endif %}")
                        .render(Map.of()))
                .isEqualTo("yes");
        assertThat(Template.parse("{{ 1" + " | plus: 1".repeat(20_000) + " }}").render(Map.of()))
                .isEqualTo("20001");
    }

    @Test
    void limitsThemselvesAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> Options.defaults().withMaxNesting(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Options.defaults().withMaxNesting(501));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RenderOptions.defaults().withMaxOutput(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RenderOptions.defaults().withMaxSteps(0));
    }

    @Test
    void deepestAllowedNestingRenders() {
        int levels = 500;
        String source = "{% if true %}".repeat(levels) + "deep" + "{% endif %}".repeat(levels);

        assertThat(Template.parse(source, Options.defaults().withMaxNesting(levels))
                        .render(Map.of()))
                .isEqualTo("deep");
    }
}

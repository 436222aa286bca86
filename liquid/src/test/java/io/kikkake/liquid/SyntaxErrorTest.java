package io.kikkake.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors say where they are and what is wrong. */
class SyntaxErrorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {% nosuch %}                        | 1 | unknown tag 'nosuch'
            {% %}                               | 1 | expected the name of a tag after '{%'
            Hi {{ name                          | 4 | the output '{{' is never closed with '}}'
            Hi {% if x                          | 4 | the tag '{%' is never closed with '%}'
            {% if x %}yes                       | 1 | 'if' is never closed with 'endif'
            {% comment %}                       | 1 | 'comment' is never closed with 'endcomment'
            {% raw %}{{ x                       | 1 | 'raw' is never closed with 'endraw'
            {% if x %}{% endfor %}{% endif %}   | 11 | unexpected 'endfor': the open block is 'if' of line 2
            {% endif %}                         | 1 | unexpected 'endif': no block is open here
            {% else %}                          | 1 | unexpected 'else': no block is open here
            {{ name `BAR` upcasee }}            | 11 | unknown filter 'upcasee'
            {{ name `BAR` append }}             | 11 | filter 'append' takes 1 argument, not 0
            {{ name `BAR` round: 1, 2 }}        | 11 | filter 'round' takes 0 to 1 argument, not 2
            {{ name `BAR` upcase: loud: 1 }}    | 11 | filter 'upcase' knows no argument 'loud'
            {{ name surname }}                  | 9 | unexpected 'surname'
            {{ order. }}                        | 11 | expected a property name after '.' but found the end
            {{ order[0 }}                       | 12 | expected ']' but found the end
            {{ 'abc }}                          | 4 | the string starting with ' is never closed
            {{ a @ b }}                         | 6 | unexpected character '@'
            {% if a = b %}{% endif %}           | 9 | unexpected character '='
            {% if a == %}{% endif %}            | 12 | expected a value but found the end
            {% for x of y %}{% endfor %}        | 10 | expected 'in' but found 'of'
            {% for x in y max: 3 %}{% endfor %} | 15 | a loop has no attribute 'max', only limit, offset, reversed
            {% assign = 3 %}                    | 1 | expected a variable name after 'assign'
            {% assign a.b = 3 %}                | 1 | 'a.b' is not a variable name
            {% assign a %}                      | 1 | expected 'assign name = value'
            {% render name %}                   | 1 | 'render' takes the name of a partial in quotes
            """)
    void sayWhatIsWrongAndWhere(String source, int column, String problem) {
        String template = "First line\n" + source.replace("`BAR`", "|");

        LiquidSyntaxError error = catchThrowableOfType(LiquidSyntaxError.class, () -> Template.parse(template));

        assertThat(error.problem()).isEqualTo(problem);
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(column);
        assertThat(error).hasMessage("line 2, column " + column + ": " + problem);
    }

    @Test
    void pointIntoTheLinesOfALiquidTag() {
        assertThatThrownBy(() -> Template.parse("{% liquid\n  assign a = 1\n  ecko a\n%}"))
                .hasMessage("line 3, column 3: unknown tag 'ecko'");
    }

    @Test
    void nameThePartialTheyAreIn() {
        Options options = Options.defaults().withPartials(Map.of("footer", "Bye\n{{ name | nope }}")::get);

        LiquidSyntaxError error = catchThrowableOfType(
                LiquidSyntaxError.class, () -> Template.parse("Hello {% render 'footer' %}", options));

        assertThat(error.partial()).isEqualTo("footer");
        assertThat(error).hasMessage("partial 'footer', line 2, column 11: unknown filter 'nope'");
    }

    @Test
    void whileRenderingNameTheTagThatFailed() {
        Template template = Template.parse("Dear customer,\nyou owe {{ total | divided_by: parts }}");

        LiquidRenderError error =
                catchThrowableOfType(LiquidRenderError.class, () -> template.render(Map.of("total", 100, "parts", 0)));

        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(9);
        assertThat(error.problem()).isEqualTo("filter 'divided_by': divided by 0");
    }

    @Test
    void laxModeOverlooksWhatItCan() {
        Options lax = Options.defaults().withMode(Options.Mode.LAX);

        assertThat(Template.parse("{{ name | nosuch: 1 | upcase: loud: 1 }}", lax)
                        .render(Map.of("name", "hanako")))
                .isEqualTo("HANAKO");
        assertThat(Template.parse("{{ name surname }}", lax).render(Map.of("name", "hanako")))
                .isEqualTo("hanako");
        assertThatThrownBy(() -> Template.parse("{% nosuch %}", lax)).isInstanceOf(LiquidSyntaxError.class);
    }
}

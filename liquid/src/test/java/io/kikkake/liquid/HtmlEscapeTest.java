package io.kikkake.liquid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing gets into an HTML mail unescaped by accident, and nothing escaped twice. */
class HtmlEscapeTest {
    private static final Map<String, Object> DATA =
            Map.of("evil", "<b>\"Tom\" & 'Co'</b>", "lines", "a<b\nc", "list", List.of("<", ">"));
    private static final RenderOptions ESCAPING = RenderOptions.defaults().withEscapeHtml(true);

    @ParameterizedTest
    @CsvSource(delimiter = '$', quoteCharacter = '`', textBlock = """
            {{ evil }}                            $ &lt;b&gt;&quot;Tom&quot; &amp; &#39;Co&#39;&lt;/b&gt;
            {% echo list %}                       $ &lt;&gt;
            {{ evil | raw }}                      $ <b>"Tom" & 'Co'</b>
            {{ evil | safe }}                     $ <b>"Tom" & 'Co'</b>
            {{ evil | strip_html | raw }}         $ "Tom" & 'Co'
            {{ evil | raw | upcase }}             $ &lt;B&gt;&quot;TOM&quot; &amp; &#39;CO&#39;&lt;/B&gt;
            {{ evil | escape }}                   $ &lt;b&gt;&quot;Tom&quot; &amp; &#39;Co&#39;&lt;/b&gt;
            {{ '&amp; &' | escape_once }}         $ &amp; &amp;
            {{ 'a<b' | newline_to_br }}           $ a&lt;b
            {{ 'x' | default: '<' }}              $ x
            {{ nothing | default: '<' }}          $ &lt;
            {% cycle '<', '>' %}                  $ &lt;
            {% capture x %}<i>{{ list }}</i>{% endcapture %}{{ x }}             $ <i>&lt;&gt;</i>
            {% capture x %}<{% endcapture %}{% if x == '<' %}same{% endif %}    $ same
            {% capture x %}<i>{% endcapture %}{{ x | size }}{{ x.size }}        $ 33
            {% assign x = evil | raw %}{{ x }}    $ <b>"Tom" & 'Co'</b>
            """)
    void escapesOnce(String source, String expected) {
        assertThat(Template.parse(source).render(DATA, ESCAPING)).isEqualTo(expected);
    }

    @Test
    void breaksOfLinesAreHtmlAndTheLinesAreNot() {
        assertThat(Template.parse("{{ lines | newline_to_br }}").render(DATA, ESCAPING))
                .isEqualTo("a&lt;b<br />\nc");
    }

    @Test
    void escapesInPartials() {
        Options options = Options.defaults().withPartials(name -> "<p>{{ value }}</p>");

        assertThat(Template.parse("{% render 'p', value: '<' %}{% include 'p', value: '>' %}", options)
                        .render(Map.of(), ESCAPING))
                .isEqualTo("<p>&lt;</p><p>&gt;</p>");
    }

    @Test
    void isOffByDefault() {
        assertThat(Template.parse("{{ evil }}{{ evil | raw }}").render(Map.of("evil", "<")))
                .isEqualTo("<<");
    }
}

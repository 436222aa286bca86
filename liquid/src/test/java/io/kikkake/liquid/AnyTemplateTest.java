package io.kikkake.liquid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is put in, either a text comes out or one of the two errors that say why not. */
class AnyTemplateTest {
    private static final Map<String, Object> DATA = Map.of(
            "a",
            List.of(3, "x", Map.of("b", 1.5), List.of()),
            "b",
            Map.of("a", "<&>", "n", 12),
            "s",
            "山田 花子",
            "n",
            -7,
            "t",
            Instant.EPOCH);

    @Property(tries = 2000)
    void anyStringParsesOrIsASyntaxError(@ForAll String source) {
        check(source);
    }

    @Property(tries = 4000)
    void anythingLikeLiquidDoesToo(@ForAll("fragments") List<String> fragments) {
        check(String.join("", fragments));
    }

    @Property(tries = 4000)
    void anyFilterTakesAnyInput(
            @ForAll("values") String input,
            @ForAll("filters") String filter,
            @ForAll("values") String first,
            @ForAll("values") String second) {
        check("{{ " + input + " | " + filter + " }}");
        check("{{ " + input + " | " + filter + ": " + first + " }}");
        check("{{ " + input + " | " + filter + ": " + first + ", " + second + " }}");
        check("{% if " + input + " < " + first + " and " + second + " contains " + input + " %}{% endif %}");
        check("{% for x in " + input + " limit: " + first + " offset: " + second + " %}{{ x }}{% endfor %}");
        check("{% tablerow x in " + input + " cols: " + first + " limit: " + second + " %}{{ x }}{% endtablerow %}");
    }

    private static void check(String source) {
        Options options = Options.defaults().withPartials(Map.of("x", "{{ x }}{% break %}", "b", "{% if")::get);
        RenderOptions render =
                RenderOptions.at(Instant.EPOCH).withMaxSteps(10_000).withMaxOutput(10_000);
        for (Options.Mode mode : Options.Mode.values()) {
            for (boolean escape : List.of(true, false)) {
                try {
                    String rendered =
                            Template.parse(source, options.withMode(mode)).render(DATA, render.withEscapeHtml(escape));
                    assertThat(rendered.length()).isLessThanOrEqualTo(10_000);
                } catch (LiquidSyntaxError | LiquidRenderError error) {
                    assertThat(error).hasMessageMatching("(?s)(partial '.*', )?line \\d+, column \\d+: .+");
                }
            }
        }
    }

    @Provide
    Arbitrary<List<String>> fragments() {
        return Arbitraries.of(
                        "{{",
                        "}}",
                        "{%",
                        "%}",
                        "{%-",
                        "-%}",
                        "{{-",
                        "-}}",
                        " ",
                        "\n",
                        "if ",
                        "endif ",
                        "else ",
                        "elsif ",
                        "for x in ",
                        "endfor ",
                        "case ",
                        "when ",
                        "endcase ",
                        "unless ",
                        "endunless ",
                        "assign x = ",
                        "capture x ",
                        "endcapture ",
                        "raw ",
                        "endraw ",
                        "comment ",
                        "endcomment ",
                        "liquid ",
                        "echo ",
                        "cycle ",
                        "increment x ",
                        "render 'x' ",
                        "include 'x' ",
                        "include b.a ",
                        "with ",
                        "as ",
                        "tablerow x in ",
                        "endtablerow ",
                        "doc ",
                        "enddoc ",
                        "ifchanged ",
                        "endifchanged ",
                        "break ",
                        "continue ",
                        "# ",
                        "a",
                        "b",
                        "s",
                        "n",
                        "t",
                        "x",
                        ".",
                        "..",
                        "[",
                        "]",
                        "(",
                        ")",
                        "|",
                        ":",
                        ",",
                        "'",
                        "\"",
                        "1",
                        "-1",
                        "2.5",
                        "==",
                        "<",
                        "contains ",
                        "and ",
                        "or ",
                        "empty ",
                        "blank ",
                        "nil ",
                        "true ",
                        "limit:",
                        "offset:",
                        "continue ",
                        "reversed ",
                        "| join",
                        "| size",
                        "| first",
                        "| date:",
                        "| where:",
                        "{{ a }}",
                        "{% if a %}",
                        "{% endif %}",
                        "{% for x in a %}",
                        "{% endfor %}",
                        "a[0]",
                        "(1..3)",
                        "山",
                        "\0",
                        "\uD800")
                .list()
                .ofMaxSize(25);
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                "a",
                "b",
                "s",
                "n",
                "t",
                "a[2]",
                "b.n",
                "nil",
                "true",
                "false",
                "empty",
                "blank",
                "''",
                "' '",
                "'a'",
                "'%Y-%m-%d %Z %a'",
                "'%99999999999d'",
                "0",
                "1",
                "-1",
                "2.5",
                "1.0",
                "99999999999999999999999",
                "'12abc'",
                "'1.5'",
                "(1..3)",
                "(-5..99999999999)",
                "'%E3%81'",
                "'YWJj'",
                "'<p>'",
                "'<script'",
                "'&amp;'",
                "'2026-03-14T15:09:26+09:00'",
                "'JPY'");
    }

    @Provide
    Arbitrary<String> filters() {
        return Arbitraries.of(
                "abs",
                "append",
                "at_least",
                "at_most",
                "base64_decode",
                "base64_encode",
                "base64_url_safe_decode",
                "base64_url_safe_encode",
                "capitalize",
                "ceil",
                "compact",
                "concat",
                "date",
                "default",
                "divided_by",
                "downcase",
                "escape",
                "escape_once",
                "find",
                "find_index",
                "first",
                "floor",
                "has",
                "honorific",
                "join",
                "last",
                "lstrip",
                "map",
                "minus",
                "modulo",
                "money",
                "newline_to_br",
                "plus",
                "prepend",
                "raw",
                "reject",
                "remove",
                "remove_first",
                "remove_last",
                "replace",
                "replace_first",
                "replace_last",
                "reverse",
                "round",
                "rstrip",
                "safe",
                "size",
                "slice",
                "sort",
                "sort_natural",
                "split",
                "squish",
                "strip",
                "strip_html",
                "strip_newlines",
                "sum",
                "times",
                "truncate",
                "truncatewords",
                "uniq",
                "upcase",
                "url_decode",
                "url_encode",
                "where");
    }
}

package io.kikkake.server.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kikkake.engine.value.Value;
import io.kikkake.server.TestDatabase;
import io.kikkake.server.channel.Channels;
import io.kikkake.server.platform.Problem;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MessageCompilingTest {

    private static final Channels NONE = new Channels(List.of(), List.of());
    /** Nothing here names one, so nobody asks for one. */
    private static final Files NO_FILES = Samples.NO_FILES;

    private static final String STOP = "<mj-text><a href=\"{{ links.unsubscribe }}\">配信停止</a></mj-text>";

    @Test
    void a_loop_around_blocks_survives_mjml_and_repeats_them() {
        Compiled compiled = one("""
                <mjml><mj-body><mj-section><mj-column>
                  <mj-raw>{% for item in event.products %}{% if item.price < 5000 and item.name != "<b>" %}</mj-raw>
                  <mj-text>{{ item.name }}</mj-text>
                  <mj-raw>{% endif %}{% endfor %}</mj-raw>
                """ + STOP + "</mj-column></mj-section></mj-body></mjml>");

        assertThat(compiled.html())
                .contains("{% for item in event.products %}{% if item.price < 5000 and item.name != \"<b>\" %}")
                .contains("{{ item.name }}")
                .contains("href=\"{{ links.unsubscribe }}\"")
                .contains("lang=\"ja\"")
                .doesNotContain("<mj-")
                .doesNotContain("fonts.googleapis.com");
        assertThat(compiled.text()).isEqualTo("""
                {% for item in event.products %}{% if item.price < 5000 and item.name != "<b>" %}
                {{ item.name }}{% endif %}{% endfor %}
                配信停止: {{ links.unsubscribe }}""");
    }

    @Test
    void the_text_part_reads_like_text() {
        Compiled compiled = one("""
                <mjml><mj-head><mj-preview>見えない一行</mj-preview></mj-head><mj-body><mj-section><mj-column>
                  <mj-text><h1>夏の新作</h1><p>こんにちは。<br>お元気
                    ですか。 Read&nbsp;this &amp; that.</p>
                    <ul><li>リネン</li><li>コットン</li></ul><ol><li>一</li><li>二</li></ol></mj-text>
                  <mj-table><tr><th>商品</th><th>価格</th></tr><tr><td>シャツ</td><td>5,400円</td></tr></mj-table>
                  <mj-divider/>
                  <mj-image src="https://e.example/a.png" alt="シャツの写真" href="https://e.example/a"/>
                  <mj-button href="https://e.example/cart">カートに戻る</mj-button>
                """ + STOP + "</mj-column></mj-section></mj-body></mjml>");

        assertThat(compiled.text()).isEqualTo("""
                ■ 夏の新作

                こんにちは。
                お元気ですか。 Read this & that.

                ・リネン
                ・コットン

                1. 一
                2. 二

                商品 | 価格
                シャツ | 5,400円
                ────────────────────
                シャツの写真: https://e.example/a
                カートに戻る: https://e.example/cart
                配信停止: {{ links.unsubscribe }}""");
    }

    @Test
    void the_preview_stands_hidden_at_the_top() {
        Compiled compiled = compile(Map.of("preview", "本日{{ event.name }}まで", "mjml", mjml(STOP)));

        assertThat(compiled.html())
                .containsPattern("<body[^>]*>\\s*<div style=\"display:none[^>]*>本日\\{\\{ event.name }}まで");
        assertThat(compiled.text()).doesNotContain("本日");
    }

    @Test
    void a_message_may_be_only_text() {
        Compiled compiled = compile(Map.of("text", "配信停止: {{ links.unsubscribe }}"));

        assertThat(compiled.html()).isNull();
        assertThat(compiled.text()).isEqualTo("配信停止: {{ links.unsubscribe }}");
    }

    @Test
    void every_fault_is_told_at_once_with_its_place_and_line() {
        var broken = new LinkedHashMap<String, Object>();
        broken.put("subjekt", "x");
        broken.put("subject", "{{ customer.name");
        broken.put("from", Map.of("name", "店", "email", "nobody", "phone", "1"));
        broken.put(
                "mjml",
                "<mjml><mj-body>\n<mj-section><mj-column>\n{% if a %}\n</mj-column></mj-section></mj-body></mjml>");

        assertThat(faults(broken))
                .containsEntry("/messages/a~1b/subjekt", "unknown field (subject)")
                .containsEntry("/messages/a~1b/from/phone", "unknown field")
                .hasEntrySatisfying(
                        "/messages/a~1b/from/email", text -> assertThat(text).contains("e-mail address"))
                .hasEntrySatisfying(
                        "/messages/a~1b/subject", text -> assertThat(text).startsWith("line 1: "))
                .hasEntrySatisfying(
                        "/messages/a~1b/mjml", text -> assertThat(text).contains("line 3: "));
    }

    @Test
    void what_mjml_would_silently_drop_is_a_fault() {
        assertThat(
                        faults(
                                with(
                                        "<mjml><mj-body><mj-section>\n<mj-column><mj-tex>{{ links.unsubscribe }}</mj-tex></mj-column></mj-section></mj-body></mjml>")))
                .containsValue("line 2: <mj-tex> is not an MJML element (mj-text)");
        assertThat(faults(with("<mjml><mj-body><mj-section></mj-body></mjml>")).get("/messages/a~1b/mjml"))
                .contains("</mj-body> closes nothing");
        assertThat(faults(with(mjml("<mj-image src=\"x\" width=\"{{ event.width }}\"/>" + STOP)))
                        .get("/messages/a~1b/mjml"))
                .contains("plain numbers");
        assertThat(faults(with(mjml("<mj-text {{ event.attributes }}>a</mj-text>" + STOP)))
                        .get("/messages/a~1b/mjml"))
                .startsWith("line 1: {{ event.attributes }} stands where MJML drops text");
        assertThat(faults(with("hello")).get("/messages/a~1b/mjml")).contains("<mjml>");
    }

    @Test
    void marketing_shows_how_to_stop_it() {
        assertThat(faults(with(mjml("<mj-text>買ってください</mj-text>"))).get("/messages/a~1b/mjml"))
                .contains("links.unsubscribe");
        assertThat(MessageReader.readAll(
                        messages(with(mjml("<mj-text>ご注文を承りました</mj-text>"))), id -> false, NONE, NO_FILES))
                .hasSize(1);
    }

    @Test
    void what_was_stored_is_read_again() {
        try (var database = TestDatabase.create()) {
            var stored = new Contents(database.jdbc(), NONE, new Files(database.jdbc(), Clock.systemUTC()));
            stored.store("cart", 1, stored.compile(messages(with(mjml(STOP))), id -> true));

            assertThat(stored.content("cart", 1, "a/b").from.email()).isEqualTo("shop@hiyori.example");
            assertThat(stored.content("cart", 1, "a/b")).isSameAs(stored.content("cart", 1, "a/b"));
            assertThat(stored.newest("cart", "a/b")).hasValue(1);
            assertThat(stored.newest("cart", "c")).isEmpty();
        }
    }

    private Compiled one(String mjml) {
        return compile(Map.of("mjml", mjml));
    }

    private Compiled compile(Map<String, String> body) {
        var message = new LinkedHashMap<String, Object>(body);
        message.put("subject", "お知らせ");
        message.put("from", Map.of("name", "ひより商店", "email", "shop@hiyori.example"));
        return MessageReader.readAll(messages(message), id -> true, NONE, NO_FILES)
                .getFirst();
    }

    private static Map<String, Object> with(String mjml) {
        return Map.of("subject", "お知らせ", "mjml", mjml, "from", Map.of("name", "店", "email", "shop@hiyori.example"));
    }

    private static String mjml(String content) {
        return "<mjml><mj-body><mj-section><mj-column>" + content + "</mj-column></mj-section></mj-body></mjml>";
    }

    private static Value.ObjectOf messages(Map<String, ?> message) {
        return (Value.ObjectOf) Value.from(Map.of("a/b", message));
    }

    private Map<String, String> faults(Map<String, ?> message) {
        Problem problem = catchThrowableOfType(
                Problem.class, () -> MessageReader.readAll(messages(message), id -> true, NONE, NO_FILES));
        assertThat(problem.status()).isEqualTo(422);
        List<Problem.Fault> faults = problem.faults();
        return faults.stream()
                .collect(Collectors.toMap(
                        Problem.Fault::path,
                        fault -> fault.message() + (fault.suggestion() == null ? "" : " (" + fault.suggestion() + ")"),
                        (one, other) -> one + "\n" + other));
    }
}

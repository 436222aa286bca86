package io.kikkake.server.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.engine.value.Value;
import io.kikkake.server.TestSettings;
import io.kikkake.server.channel.Channels;
import io.kikkake.server.customer.Profile;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenderingTest {

    private static final Instant NOW = Instant.parse("2026-04-01T20:00:00Z");
    private static final Owner SATO = new Owner("sato@hiyori.example", "佐藤 健一", "営業部", "03-0000-0000");

    private final Renderer renderer = new Renderer(
            TestSettings.with(Map.of("kikkake.sender.name", "株式会社ひより商店", "kikkake.sender.address", "〒000-0000 東京都")),
            Samples.NO_FILES);

    @Test
    void a_name_cannot_inject_markup_or_headers() {
        Rendered mail = render(
                Map.of("lastName", "<b>山田</b>\r\nBcc: all@example.jp"),
                Map.of(),
                "{{ customer.lastName }}様",
                "<p>{{ customer.lastName }}</p>");

        assertThat(mail.html()).contains("&lt;b&gt;山田").doesNotContain("<b>");
        assertThat(mail.subject()).isEqualTo("<b>山田</b> Bcc: all@example.jp様");
        assertThat(mail.text()).startsWith("<b>山田</b>");
    }

    @Test
    void a_loop_gives_a_line_for_each_item_in_the_text_too() {
        Rendered mail = render(
                Map.of("lastName", "山田"),
                Map.of("products", List.of(Map.of("name", "シャツ", "price", 5400), Map.of("name", "帽子", "price", 3000))),
                "{{ customer.lastName | honorific }}",
                "<p>{{ customer.lastName | honorific }}</p>{% for item in event.products %}<div>{{ item.name }} {{ item.price | money }}</div>"
                        + "{% endfor %}{% if event.nothing %}<p>なし</p>{% endif %}<p><a href=\"{{ links.unsubscribe }}\">停止</a></p>");

        assertThat(mail.text()).isEqualTo("""
                山田様

                シャツ ¥5,400
                帽子 ¥3,000

                停止: https://e.example/u/t
                """);
    }

    @Test
    void the_sender_shows_its_name_and_address_and_times_are_local() {
        Rendered mail = render(
                Map.of(),
                Map.of(),
                "{{ now | date: '%Y-%m-%d %H:%M' }}",
                "<p>{{ sender.name }} {{ sender.address }}</p>");

        assertThat(mail.subject()).isEqualTo("2026-04-02 05:00");
        assertThat(mail.text()).contains("株式会社ひより商店 〒");
    }

    @Test
    void a_mail_in_the_name_of_the_owner_needs_one() {
        Content content = content("件名", "<p>{{ owner.name }}です</p>", new From(true, "", "", null));
        var nobody = new Profile(1, Value.ObjectOf.EMPTY, Map.of());
        var links = new Links("https://e.example/u/t");

        Rendered mail = renderer.render(content, nobody, Value.ObjectOf.EMPTY, SATO, links, NOW);
        assertThat(mail.fromName()).isEqualTo("佐藤 健一");
        assertThat(mail.fromEmail()).isEqualTo("sato@hiyori.example");
        assertThatThrownBy(() -> renderer.render(content, nobody, Value.ObjectOf.EMPTY, null, links, NOW))
                .isInstanceOf(RenderingFailed.class)
                .hasMessageContaining("owner");
    }

    private Rendered render(Map<String, ?> customer, Map<String, ?> event, String subject, String html) {
        return renderer.render(
                content(subject, html, new From(false, "店", "shop@hiyori.example", null)),
                new Profile(1, (Value.ObjectOf) Value.from(customer), Map.of()),
                (Value.ObjectOf) Value.from(event),
                SATO,
                new Links("https://e.example/u/t"),
                NOW);
    }

    private static Content content(String subject, String html, From from) {
        var message = new LinkedHashMap<String, Object>();
        message.put("subject", subject);
        message.put("html", html);
        message.put("from", "owner");
        Compiled compiled = MessageReader.readAll(
                        (Value.ObjectOf) Value.from(Map.of("m", message)),
                        id -> false,
                        new Channels(List.of(), List.of()),
                        Samples.NO_FILES)
                .getFirst();
        return new Content(
                compiled.subject(), String.valueOf(compiled.html()), compiled.text(), from, Value.ObjectOf.EMPTY);
    }
}

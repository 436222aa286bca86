package io.kikkake.server.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.bot.messaging.model.FlexCarousel;
import com.linecorp.bot.messaging.model.FlexMessage;
import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Channel.Flaw;
import io.kikkake.server.channel.Unsendable;
import io.kikkake.server.platform.Json;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LineMessageTest {

    private static Value json(String text) {
        return Json.read(text.replace('\'', '"'));
    }

    private static List<String> flaws(String content) {
        return LineFlaws.of(json(content)).stream().map(Flaw::path).toList();
    }

    @Test
    void the_retry_key_is_a_uuid_of_version_5_as_others_compute_it() {
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        assertThat(RetryKey.of(dns, "python.org")).isEqualTo(UUID.fromString("886313e1-3b8a-5372-9b90-0c9aee199e5d"));
        assertThat(RetryKey.of("m1")).isEqualTo(RetryKey.of("m1")).isNotEqualTo(RetryKey.of("m2"));
    }

    @Test
    void texts_pictures_and_flex_with_liquid_in_them_can_be_published() {
        assertThat(flaws("""
                {'messages': [
                  {'type': 'text', 'text': '{{ customer.lastName }}様'},
                  {'type': 'image', 'originalContentUrl': '{{ event.image }}', 'previewImageUrl': 'https://x.example/{{ event.id }}.jpg'},
                  {'type': 'flex', 'altText': 'おすすめ {{ event.n }}', 'contents': {'type': 'bubble', 'body': {
                    'type': 'box', 'layout': 'vertical', 'contents': [
                      {'type': 'text', 'text': '{% if a %}x{% endif %}', 'wrap': true},
                      {'type': 'button', 'action': {'type': 'uri', 'label': '見る', 'uri': '{{ event.url }}?utm=line'}}]}},
                   'quickReply': {'items': [{'type': 'action', 'action': {'type': 'message', 'label': 'はい', 'text': 'はい'}}]}}
                ]}""")).isEmpty();
        assertThat(flaws("{'text': 'こんにちは', 'products': '{{ event.products | json }}'}"))
                .isEmpty();
        assertThat(LineFlaws.of(Value.of("こんにちは"))).isEmpty();
    }

    @Test
    void what_line_would_refuse_is_found_with_its_place() {
        assertThat(flaws("{'messages': [{'type': 'text', 'text': '" + "長".repeat(5001) + "'}]}"))
                .containsExactly("/messages/0/text");
        assertThat(flaws("{'messages': " + Json.write(Collections.nCopies(6, Map.of("type", "text", "text", "x")))
                        + "}"))
                .containsExactly("/messages");
        assertThat(flaws("{'messages': [{'type': 'flex', 'altText': 'x', 'contents': {'type': 'bubble', 'body':"
                        + " {'type': 'box', 'layout': 'sideways', 'contents': [{'type': 'foo'}]}}}]}"))
                .containsExactlyInAnyOrder(
                        "/messages/0/contents/body/layout", "/messages/0/contents/body/contents/0/type");
        assertThat(flaws("{'messages': [{'type': 'image', 'originalContentUrl': 'https://x.example/a.jpg'}]}"))
                .containsExactly("/messages/0/previewImageUrl");
        var item = Map.of("type", "action", "action", Map.of("type", "message", "label", "x", "text", "x"));
        assertThat(flaws("{'messages': [{'type': 'text', 'text': 'x', 'quickReply': {'items': "
                        + Json.write(Collections.nCopies(14, item)) + "}}]}"))
                .containsExactly("/messages/0/quickReply/items");
    }

    private static List<Map<String, Object>> products(int n, String name) {
        return Collections.nCopies(
                n,
                Map.of(
                        "name",
                        name,
                        "price",
                        9800,
                        "image_url",
                        "https://shop.example/1.jpg",
                        "url",
                        "https://shop.example/商品?id=1"));
    }

    @Test
    void products_become_a_carousel_of_at_most_twelve_that_fits() {
        var content = new Value.ObjectOf(Map.of("products", Value.of(Json.write(products(20, "かばん")))));
        FlexMessage message = (FlexMessage) LineContent.messages(content).getFirst();
        assertThat(((FlexCarousel) message.contents()).contents()).hasSize(12);
        assertThat(message.altText()).startsWith("かばん、かばん").hasSizeLessThanOrEqualTo(400);
        assertThat(LineFlaws.of(new Value.ObjectOf(Map.of(
                        "messages",
                        new Value.ListOf(List.of(Json.read(Json.write(new ProductCarousel("見る")
                                .of(Value.from(products(20, "長".repeat(3000))), "")))))))))
                .as("by LINE's own measures")
                .isEmpty();
    }

    @Test
    void products_without_names_or_with_pages_line_refuses_do_not_spoil_the_others() {
        Map<String, Object> carousel = new ProductCarousel("見る")
                .of(
                        json(
                                "[{'price': 1}, 7, {'title': 'A', 'url': 'javascript:alert(1)', 'image': 'http://x/y.jpg'}]"),
                        "選りすぐり");
        assertThat(carousel).containsEntry("altText", "選りすぐり");
        assertThat(Json.write(carousel)).contains("\"A\"").doesNotContain("javascript", "hero", "footer");
        assertThat(new ProductCarousel("見る").of(json("[]"), "")).isNull();
    }

    @Test
    void nothing_to_say_is_said_so_and_not_sent() {
        assertThatThrownBy(() -> LineContent.messages(new Value.ObjectOf(Map.of("text", Value.of(" ")))))
                .isInstanceOf(Unsendable.class)
                .hasMessageContaining("says nothing");
        assertThatThrownBy(() -> LineContent.messages(new Value.ObjectOf(Map.of("text", Value.of("長".repeat(5001))))))
                .isInstanceOf(Unsendable.class)
                .hasMessageContaining("5001");
    }

    @Test
    void an_emoji_is_not_cut_in_two() {
        assertThat(ProductCarousel.cut("ab😀cd", 4)).isEqualTo("ab…");
        assertThat(ProductCarousel.cut("ab😀cd", 6)).isEqualTo("ab😀cd");
    }
}

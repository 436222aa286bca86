package io.kikkake.server.line;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.bot.jackson.ModelObjectMapper;
import com.linecorp.bot.messaging.model.FlexMessage;
import com.linecorp.bot.messaging.model.Message;
import com.linecorp.bot.messaging.model.TemplateMessage;
import com.linecorp.bot.messaging.model.TextMessage;
import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Unsendable;
import io.kikkake.server.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a message says by LINE, filled in: {@code text}, or {@code messages} as LINE writes them, and {@code products} with
 * {@code alt-text} and {@code button}.
 */
final class LineContent {

    static final int MOST_MESSAGES = 5;
    static final int LONGEST_TEXT = 5_000;

    /** What LINE's own classes read and write. */
    static final ObjectMapper MAPPER = ModelObjectMapper.createNewObjectMapper();

    private static final TypeReference<List<Message>> MESSAGES = new TypeReference<>() {};

    private LineContent() {}

    /** @throws Unsendable where LINE would take nothing of it */
    static List<Message> messages(Value.ObjectOf content) {
        var written = new ArrayList<Object>();
        if (content.fields().get("text") instanceof Value.Text(var text) && !text.isBlank()) {
            written.add(Map.of("type", "text", "text", text.strip()));
        }
        if (content.fields().get("messages") instanceof Value.ListOf(var items)) {
            items.forEach(item -> {
                Object tree = item.toJava();
                written.add(tree == null ? Map.of() : tree);
            });
        }
        Map<String, Object> carousel = carousel(content);
        if (carousel != null) {
            written.add(carousel);
        }
        if (written.isEmpty()) {
            throw new Unsendable("The message says nothing by LINE for this customer.");
        }
        if (written.size() > MOST_MESSAGES) {
            throw new Unsendable("LINE takes " + MOST_MESSAGES + " messages at once, not " + written.size() + ".");
        }
        List<Message> messages = read(Json.write(written));
        messages.forEach(LineContent::check);
        return messages;
    }

    private static @Nullable Map<String, Object> carousel(Value.ObjectOf content) {
        Value products = content.fields().get("products");
        if (products == null) {
            return null;
        }
        return new ProductCarousel(text(content, "button", "商品を見る")).of(list(products), text(content, "alt-text", ""));
    }

    /** A text is what the filter json made of the products. */
    private static Value list(Value products) {
        if (!(products instanceof Value.Text(var json)) || json.isBlank()) {
            return products;
        }
        try {
            return Json.read(json);
        } catch (RuntimeException e) {
            throw new Unsendable("products is not JSON: write {{ event.products | json }}.");
        }
    }

    private static String text(Value.ObjectOf content, String field, String otherwise) {
        return content.fields().get(field) instanceof Value.Text(var text) && !text.isBlank()
                ? text.strip()
                : otherwise;
    }

    private static List<Message> read(String json) {
        try {
            return MAPPER.readValue(json, MESSAGES);
        } catch (JsonProcessingException e) {
            throw new Unsendable("LINE would not understand the message: " + e.getOriginalMessage());
        }
    }

    private static void check(Message message) {
        if (message instanceof TextMessage text
                && (text.text() == null || text.text().isBlank())) {
            throw new Unsendable("A text for LINE is empty for this customer.");
        }
        if (message instanceof TextMessage text && text.text().length() > LONGEST_TEXT) {
            throw new Unsendable(
                    "A text for LINE has " + text.text().length() + " characters; " + LONGEST_TEXT + " are allowed.");
        }
    }

    /** What a message is about in one line. */
    static String title(List<Message> messages) {
        String title = "";
        for (Message message : messages) {
            title = switch (message) {
                case TextMessage text -> text.text();
                case FlexMessage flex -> flex.altText();
                case TemplateMessage template -> template.altText();
                default -> "";
            };
            if (title != null && !title.isBlank()) {
                return ProductCarousel.cut(title.strip().replaceAll("\\s+", " "), 80);
            }
        }
        return "";
    }
}

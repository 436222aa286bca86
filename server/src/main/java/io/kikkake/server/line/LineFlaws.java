package io.kikkake.server.line;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.bot.messaging.model.FlexBubble;
import com.linecorp.bot.messaging.model.FlexCarousel;
import com.linecorp.bot.messaging.model.FlexMessage;
import com.linecorp.bot.messaging.model.ImageMessage;
import com.linecorp.bot.messaging.model.Message;
import com.linecorp.bot.messaging.model.QuickReply;
import com.linecorp.bot.messaging.model.TextMessage;
import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Channel.Flaw;
import io.kikkake.server.platform.Json;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks for what LINE would refuse, when a scenario is published and nobody has waited for its message yet. */
final class LineFlaws {

    private static final Set<String> FIELDS = Set.of("text", "messages", "products", "alt-text", "button");
    private static final int MOST_QUICK_REPLIES = 13;
    private static final Pattern TAG = Pattern.compile("\\{\\{.*?}}|\\{%.*?%}", Pattern.DOTALL);

    /** Stands for what Liquid fills in: good as a text and as a URL. */
    private static final String SAMPLE = "https://example.jp/x";

    private final List<Flaw> flaws = new ArrayList<>();

    private LineFlaws() {}

    static List<Flaw> of(Value content) {
        var found = new LineFlaws();
        found.look(content instanceof Value.Text ? new Value.ObjectOf(java.util.Map.of("text", content)) : content);
        return List.copyOf(found.flaws);
    }

    private void look(Value content) {
        if (!(content instanceof Value.ObjectOf(var fields))) {
            add("", "a message by LINE is {text: …} or {messages: [ … ]}", "{text: …}");
            return;
        }
        fields.keySet().stream()
                .filter(name -> !FIELDS.contains(name))
                .forEach(name ->
                        add("/" + token(name), "unknown field", "one of text, messages, products, alt-text, button"));
        Value text = fields.get("text");
        Value messages = fields.get("messages");
        Value products = fields.get("products");
        if (text == null && messages == null && products == null) {
            add("", "nothing is said: text, messages or products is wanted", "text: …");
        }
        if (text != null && messages != null) {
            add("/messages", "either text or messages, not both", null);
        }
        if (text != null) {
            lookAtText(text);
        }
        if (messages != null) {
            lookAtMessages(messages, products != null);
        }
        if (products != null
                && !(products instanceof Value.Text(var path) && path.contains("json"))
                && !(products instanceof Value.ListOf)) {
            add("/products", "products are data, which the filter json hands on", "{{ event.products | json }}");
        }
    }

    private void lookAtText(Value text) {
        if (!(text instanceof Value.Text(var written)) || written.isBlank()) {
            add("/text", "a text is wanted here", null);
        } else if (TAG.matcher(written).replaceAll("").length() > LineContent.LONGEST_TEXT) {
            add("/text", "a text by LINE has at most 5,000 characters", null);
        }
    }

    private void lookAtMessages(Value messages, boolean products) {
        int most = LineContent.MOST_MESSAGES - (products ? 1 : 0);
        if (!(messages instanceof Value.ListOf(var items)) || items.isEmpty()) {
            add("/messages", "a list of LINE's message objects is wanted here", "[{type: text, text: …}]");
            return;
        }
        if (items.size() > most) {
            add("/messages", "LINE takes " + most + " messages at once here, not " + items.size(), null);
        }
        for (int i = 0; i < items.size(); i++) {
            lookAtMessage(sample(items.get(i)), "/messages/" + i);
        }
    }

    private void lookAtMessage(Value written, String path) {
        if (!(written instanceof Value.ObjectOf(var fields)) || !(fields.get("type") instanceof Value.Text)) {
            add(path, "a message is an object with a type", "{type: text, text: …}");
            return;
        }
        try {
            Message message = LineContent.MAPPER.readValue(Json.write(written), Message.class);
            int before = flaws.size();
            lookFor(message, path);
            if (flaws.size() == before) {
                unknown(written, LineContent.MAPPER.valueToTree(message), path);
                lookAtLimits(message, path);
            }
        } catch (JsonMappingException e) {
            var at = new StringBuilder(path);
            e.getPath()
                    .forEach(step -> at.append('/')
                            .append(step.getFieldName() == null ? step.getIndex() : token(step.getFieldName())));
            add(at.toString(), "LINE does not understand this: " + e.getOriginalMessage(), null);
        } catch (JsonProcessingException | RuntimeException e) {
            add(path, "LINE does not understand this: " + e.getMessage(), null);
        }
    }

    /** What LINE's classes took for something they do not know. */
    private void lookFor(@Nullable Object read, String path) {
        switch (read) {
            case null -> {}
            case List<?> items -> {
                for (int i = 0; i < items.size(); i++) {
                    lookFor(items.get(i), path + "/" + i);
                }
            }
            case Enum<?> word when word.name().equals("UNDEFINED") -> add(path, "LINE knows no such word here", null);
            case Record part
            when part.getClass().getSimpleName().startsWith("Unknown") ->
                add(path + "/type", "LINE knows no such type here", null);
            case Record part -> {
                for (RecordComponent component : part.getClass().getRecordComponents()) {
                    JsonProperty name = component.getAccessor().getAnnotation(JsonProperty.class);
                    String field = name == null ? component.getName() : name.value();
                    lookFor(value(part, component), path + "/" + token(field));
                }
            }
            default -> {}
        }
    }

    private static @Nullable Object value(Record part, RecordComponent component) {
        try {
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fields that are lost when LINE's classes write what they read. */
    private void unknown(Value written, JsonNode kept, String path) {
        switch (written) {
            case Value.ObjectOf(var fields) ->
                fields.forEach((name, value) -> {
                    if (!(value instanceof Value.Null) && kept.path(name).isMissingNode()) {
                        add(path + "/" + token(name), "LINE knows no such field here", null);
                    } else {
                        unknown(value, kept.path(name), path + "/" + token(name));
                    }
                });
            case Value.ListOf(var items) -> {
                for (int i = 0; i < items.size(); i++) {
                    unknown(items.get(i), kept.path(i), path + "/" + i);
                }
            }
            default -> {}
        }
    }

    private void lookAtLimits(Message message, String path) throws JsonProcessingException {
        switch (message) {
            case TextMessage text -> {
                if (text.text() == null || text.text().isBlank()) {
                    add(path + "/text", "a text is wanted here", null);
                } else if (text.text().length() > LineContent.LONGEST_TEXT) {
                    add(path + "/text", "a text by LINE has at most 5,000 characters", null);
                }
            }
            case ImageMessage image -> {
                require(image.originalContentUrl(), path + "/originalContentUrl", "the picture's URL is wanted here");
                require(
                        image.previewImageUrl(),
                        path + "/previewImageUrl",
                        "the URL of a small picture is wanted here");
            }
            case FlexMessage flex -> lookAtFlex(flex, path);
            default -> {}
        }
        QuickReply reply = message.quickReply();
        if (reply != null && reply.items() != null && reply.items().size() > MOST_QUICK_REPLIES) {
            add(path + "/quickReply/items", "at most " + MOST_QUICK_REPLIES + " quick replies", null);
        }
    }

    private void lookAtFlex(FlexMessage flex, String path) throws JsonProcessingException {
        String alt = flex.altText();
        if (alt == null || alt.isBlank() || alt.length() > ProductCarousel.ALT_TEXT) {
            add(path + "/altText", "a Flex message needs a text of at most 400 characters for lists and notices", null);
        }
        switch (flex.contents()) {
            case null -> add(path + "/contents", "a bubble or carousel is wanted here", "{type: bubble, …}");
            case FlexBubble bubble -> lookAtSize(bubble, ProductCarousel.BUBBLE_BYTES, path + "/contents");
            case FlexCarousel carousel -> {
                int bubbles =
                        carousel.contents() == null ? 0 : carousel.contents().size();
                if (bubbles == 0 || bubbles > ProductCarousel.MOST_BUBBLES) {
                    add(path + "/contents/contents", "a carousel has 1 to 12 bubbles", null);
                }
                for (int i = 0; i < bubbles; i++) {
                    lookAtSize(
                            carousel.contents().get(i), ProductCarousel.BUBBLE_BYTES, path + "/contents/contents/" + i);
                }
                lookAtSize(carousel, ProductCarousel.CAROUSEL_BYTES, path + "/contents");
            }
            default -> {}
        }
    }

    private void lookAtSize(Object part, int most, String path) throws JsonProcessingException {
        int bytes = LineContent.MAPPER.writeValueAsBytes(part).length;
        if (bytes > most) {
            add(path, "this has " + bytes + " bytes; LINE takes " + most, null);
        }
    }

    private void require(@Nullable Object value, String path, String message) {
        if (value == null) {
            add(path, message, null);
        }
    }

    /** As it may look when it is filled in. */
    private static Value sample(Value value) {
        return switch (value) {
            case Value.Text(var text)
            when TAG.matcher(text).find() -> {
                boolean first = TAG.matcher(text).lookingAt();
                String filled = first ? TAG.matcher(text).replaceFirst(SAMPLE) : text;
                yield Value.of(TAG.matcher(filled).replaceAll("x"));
            }
            case Value.ObjectOf(var fields) -> {
                var filled = new LinkedHashMap<String, Value>();
                fields.forEach((name, field) -> filled.put(name, sample(field)));
                yield new Value.ObjectOf(filled);
            }
            case Value.ListOf(var items) ->
                new Value.ListOf(items.stream().map(LineFlaws::sample).toList());
            default -> value;
        };
    }

    private void add(String path, String message, @Nullable String suggestion) {
        flaws.add(new Flaw(path, message, suggestion));
    }

    private static String token(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}

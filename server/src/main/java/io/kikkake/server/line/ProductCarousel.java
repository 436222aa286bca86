package io.kikkake.server.line;

import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Json;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows products as a Flex carousel: of each the picture, name, price and a button, as far as they are known. */
final class ProductCarousel {

    /** What a carousel takes. */
    static final int MOST_BUBBLES = 12;

    static final int BUBBLE_BYTES = 30 * 1024;
    static final int CAROUSEL_BYTES = 50 * 1024;
    static final int ALT_TEXT = 400;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_LABEL = 20;
    private static final int LONGEST_URL = 1000;

    private final String button;

    /** @param button what stands on the button to the product's page */
    ProductCarousel(String button) {
        this.button = cut(button, LONGEST_LABEL);
    }

    /**
     * A message of the first products that fit.
     *
     * @param altText what is shown where no carousel can be; empty: the names
     * @return null where no product has a name
     */
    @Nullable
    Map<String, Object> of(Value products, String altText) {
        var bubbles = new ArrayList<Map<String, Object>>();
        var names = new ArrayList<String>();
        int bytes = 0;
        for (Value.ObjectOf product : products(products)) {
            String name = text(product, "name", "title");
            if (name == null || bubbles.size() == MOST_BUBBLES) {
                continue;
            }
            Map<String, Object> bubble = bubble(product, name);
            int length = Json.write(bubble).getBytes(StandardCharsets.UTF_8).length + 1;
            if (length > BUBBLE_BYTES || bytes + length > CAROUSEL_BYTES - 100) {
                continue;
            }
            bytes += length;
            bubbles.add(bubble);
            names.add(name);
        }
        if (bubbles.isEmpty()) {
            return null;
        }
        return Map.of(
                "type",
                "flex",
                "altText",
                cut(altText.isBlank() ? String.join("、", names) : altText, ALT_TEXT),
                "contents",
                Map.of("type", "carousel", "contents", bubbles));
    }

    /** One product counts as a list of one. */
    private static List<Value.ObjectOf> products(Value value) {
        Stream<Value> each = value instanceof Value.ListOf(var items) ? items.stream() : Stream.of(value);
        return each.filter(Value.ObjectOf.class::isInstance)
                .map(Value.ObjectOf.class::cast)
                .toList();
    }

    private Map<String, Object> bubble(Value.ObjectOf product, String name) {
        var bubble = new LinkedHashMap<String, Object>();
        bubble.put("type", "bubble");
        String picture = url(text(product, "image_url", "imageUrl", "image"), true);
        String page = url(text(product, "url", "link"), false);
        if (picture != null) {
            bubble.put(
                    "hero",
                    Map.of(
                            "type",
                            "image",
                            "url",
                            picture,
                            "size",
                            "full",
                            "aspectRatio",
                            "1:1",
                            "aspectMode",
                            "cover"));
        }
        var lines = new ArrayList<Map<String, Object>>();
        lines.add(
                Map.of("type", "text", "text", cut(name, LONGEST_NAME), "weight", "bold", "wrap", true, "maxLines", 3));
        String price = price(product);
        if (price != null) {
            lines.add(Map.of("type", "text", "text", price));
        }
        bubble.put("body", box(lines));
        if (page != null) {
            var action = Map.of("type", "uri", "label", button, "uri", page);
            bubble.put("footer", box(List.of(Map.of("type", "button", "style", "primary", "action", action))));
        }
        return bubble;
    }

    private static Map<String, Object> box(List<Map<String, Object>> contents) {
        return Map.of("type", "box", "layout", "vertical", "spacing", "sm", "contents", contents);
    }

    private static @Nullable String price(Value.ObjectOf product) {
        return switch (product.fields().get("price")) {
            case Value.Number(BigDecimal yen) ->
                "¥" + NumberFormat.getInstance(Locale.JAPAN).format(yen);
            case Value.Text(var written) when !written.isBlank() -> cut(written, 50);
            case null, default -> null;
        };
    }

    private static @Nullable String text(Value.ObjectOf product, String... names) {
        for (String name : names) {
            if (product.fields().get(name) instanceof Value.Text(var text) && !text.isBlank()) {
                return text.strip();
            }
        }
        return null;
    }

    /** LINE refuses the whole message for a URL it does not like; a product without one is better. */
    private static @Nullable String url(@Nullable String written, boolean picture) {
        if (written == null || written.length() > LONGEST_URL) {
            return null;
        }
        try {
            URI url = URI.create(written);
            boolean web = "https".equals(url.getScheme()) || !picture && "http".equals(url.getScheme());
            return web && url.getHost() != null ? url.toASCIIString() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** By LINE's way of counting, which is Java's: UTF-16 units; no letter is cut in two. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}

package io.kikkake.server.customer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a consent or a refusal came about, as the ledger keeps it (特定電子メール法 第3条第2項).
 *
 * @param source where it was said: the URL of a form, {@code import}, {@code list-unsubscribe} …
 * @param wording the words that were shown
 * @param form which form in which version showed them
 * @param ip of the person who acted; null where none did
 * @param agent the person's browser or mail program
 */
public record Proof(
        @Nullable String source,
        @Nullable String wording,
        @Nullable String form,
        @Nullable String ip,
        @Nullable String agent) {

    /** Longer texts are cut: who sends them proves nothing by it. */
    private static final int LONGEST = 4000;

    public Proof {
        source = cut(source);
        wording = cut(wording);
        form = cut(form);
        ip = cut(ip);
        agent = cut(agent);
    }

    public static Proof of(String source) {
        return new Proof(source, null, null, null, null);
    }

    /** @param field the text in a field of an event's properties; null where there is none */
    public static Proof read(Function<String, @Nullable String> field) {
        return new Proof(
                field.apply("source"),
                field.apply("text"),
                field.apply("form"),
                field.apply("ip"),
                field.apply("userAgent"));
    }

    /** As properties of an event, which {@link #read} reads. */
    Map<String, Object> properties() {
        var properties = new LinkedHashMap<String, Object>();
        put(properties, "source", source);
        put(properties, "text", wording);
        put(properties, "form", form);
        put(properties, "ip", ip);
        put(properties, "userAgent", agent);
        return properties;
    }

    private static void put(Map<String, Object> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}

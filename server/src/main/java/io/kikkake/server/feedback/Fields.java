package io.kikkake.server.feedback;

import io.kikkake.server.platform.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads what providers write, whatever is missing in it. */
final class Fields {

    private Fields() {}

    /** An empty object where the body is no JSON. */
    static JsonNode json(byte[] body) {
        try {
            return Json.mapper().readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            return Json.mapper().createObjectNode();
        }
    }

    static String text(JsonNode node, String path) {
        JsonNode found = node;
        for (String name : path.split("\\.")) {
            found = found.path(name);
        }
        return found.isValueNode() ? found.asString("") : "";
    }

    static @Nullable String address(JsonNode node, String path) {
        return Addresses.first(text(node, path)).orElse(null);
    }

    /** Before the @ of a Message-ID: our id of the message. */
    static @Nullable String send(String messageId) {
        String bare = messageId.strip().replaceAll("^<|>$", "");
        int at = bare.lastIndexOf('@');
        return at > 0 ? bare.substring(0, at) : null;
    }

    static @Nullable String domain(@Nullable String address) {
        return address == null
                ? null
                : address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    static @Nullable Instant seconds(JsonNode node) {
        return node.isNumber() ? Instant.ofEpochMilli((long) (node.asDouble() * 1000)) : null;
    }
}

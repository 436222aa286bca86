package io.kikkake.server.message;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose name a message carries.
 *
 * @param owner the customer's sales representative; {@code name} and {@code email} are then unused
 * @param name Liquid
 * @param replyTo an address, or {@value #OWNER}: the customer's sales representative; absent: answers go to the sender
 */
record From(
        boolean owner, String name, String email, @Nullable String replyTo) {

    static final String OWNER = "owner";

    static From read(Map<String, ?> stored) {
        return new From(
                stored.get("owner") == Boolean.TRUE,
                String.valueOf(stored.get("name")),
                String.valueOf(stored.get("email")),
                stored.get("replyTo") instanceof String replyTo ? replyTo : null);
    }

    Map<String, Object> stored() {
        var stored = new LinkedHashMap<String, Object>();
        stored.put("owner", owner);
        stored.put("name", name);
        stored.put("email", email);
        if (replyTo != null) {
            stored.put("replyTo", replyTo);
        }
        return stored;
    }
}

package io.kikkake.server.customer;

import io.kikkake.engine.value.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer now.
 *
 * @param consents by topic; a topic never spoken of is absent
 * @param suppressed why the customer's address must not be written to, {@code bounced} or {@code complained}; null: it may
 */
public record Profile(
        long id,
        Value.ObjectOf attributes,
        Map<String, Boolean> consents,
        @Nullable String suppressed) {

    public Profile(long id, Value.ObjectOf attributes, Map<String, Boolean> consents) {
        this(id, attributes, consents, null);
    }

    public @Nullable String email() {
        return text("email");
    }

    public @Nullable String text(String attribute) {
        return attributes.fields().get(attribute) instanceof Value.Text(var text) && !text.isBlank() ? text : null;
    }

    /** What to call the customer in a list: name, else e-mail address; empty for somebody unknown. */
    public String label() {
        String last = text("lastName");
        String first = text("firstName");
        if (last != null) {
            return first == null ? last : last + " " + first;
        }
        String name = text("name");
        if (name != null) {
            return name;
        }
        String email = email();
        return first != null ? first : email == null ? "" : email;
    }
}

package io.kikkake.server.customer;

import io.kikkake.engine.value.Value;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer now.
 *
 * @param consents by topic; a topic never spoken of is absent
 * @param suppressed why the customer's e-mail address must not be written to, {@code bounced} or {@code complained}; null: it may
 * @param closed the same for any address of the customer, by address in lower case
 */
public record Profile(
        long id,
        Value.ObjectOf attributes,
        Map<String, Boolean> consents,
        @Nullable String suppressed,
        Map<String, String> closed) {

    public Profile(long id, Value.ObjectOf attributes, Map<String, Boolean> consents) {
        this(id, attributes, consents, null);
    }

    public Profile(long id, Value.ObjectOf attributes, Map<String, Boolean> consents, @Nullable String suppressed) {
        this(id, attributes, consents, suppressed, Map.of());
    }

    /** Whether the customer called a message spam: a person does, not an address. */
    public boolean complained() {
        return "complained".equals(suppressed) || closed.containsValue("complained");
    }

    /** Why nothing may be sent to one of the customer's addresses; null: something may. */
    public @Nullable String suppressed(String address) {
        String email = email();
        return email != null && email.strip().equalsIgnoreCase(address.strip())
                ? suppressed
                : closed.get(address.strip().toLowerCase(Locale.ROOT));
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

package io.kikkake.server.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.engine.value.Value;
import io.kikkake.server.customer.Representatives;
import io.kikkake.server.customer.Representatives.Representative;
import io.kikkake.server.message.Contents;
import io.kikkake.server.message.RenderingFailed;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The built-in mail that asks to confirm a subscription. It is kept beside the messages of scenarios, and delivered as they are;
 * it has a version for each text and sender there was.
 */
@Component
class ConfirmationMail {

    /** No scenario of a person's can be called so. */
    static final String SCENARIO = "@double-opt-in";

    /** Built in as well: what somebody asked for. */
    static final String TOPIC = "service";

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>]+@[^\\s@<>]+");

    private final Contents contents;
    private final Settings settings;
    private final Representatives representatives;

    ConfirmationMail(Contents contents, Settings settings, Representatives representatives) {
        this.contents = contents;
        this.settings = settings;
        this.representatives = representatives;
    }

    /** Of the mail as it is now; its content is there under this number. */
    synchronized int version() {
        var from = new LinkedHashMap<String, Object>();
        String name = settings.sender().name();
        from.put("name", name.isBlank() ? settings.workspace() : name);
        from.put("email", sender());
        String written = text();
        int version = Math.floorMod((written + from).hashCode(), Integer.MAX_VALUE) + 1;
        try {
            contents.content(SCENARIO, version, "ja");
        } catch (RenderingFailed notThere) {
            var messages = new LinkedHashMap<String, Value>();
            Json.object(written).fields().forEach((id, message) -> {
                var fields = new LinkedHashMap<>(((Value.ObjectOf) message).fields());
                fields.put("from", Value.from(from));
                messages.put(id, new Value.ObjectOf(fields));
            });
            contents.store(SCENARIO, version, contents.compile(new Value.ObjectOf(messages), id -> false));
        }
        return version;
    }

    /** The address set for it, else one of the workspace's own. */
    private String sender() {
        String set = settings.consent().from();
        if (set != null && !set.isBlank()) {
            return set.strip();
        }
        String contact = settings.sender().contact().strip();
        if (ADDRESS.matcher(contact).matches()) {
            return contact;
        }
        String host = URI.create(settings.baseUrl()).getHost();
        return representatives.all().stream()
                .filter(Representative::standard)
                .map(Representative::email)
                .findFirst()
                .orElse("no-reply@" + (host == null ? "localhost" : host));
    }

    private static String text() {
        try {
            return new ClassPathResource("consent/confirmation.json").getContentAsString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

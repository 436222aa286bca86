package io.kikkake.server.http;

import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Settings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a provider of SMS is sent, as the settings describe it.
 *
 * @param body with {@code {{to}}}, {@code {{text}}} and {@code {{id}}}
 */
record ProviderCall(URI url, String method, Map<String, String> headers, String body) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([a-z]+)\\s*}}");
    private static final String TYPE = "content-type";

    /** @throws IllegalArgumentException where the body names something that is not there */
    ProviderCall {
        headers = Map.copyOf(headers);
        Matcher places = PLACE.matcher(body);
        while (places.find()) {
            if (!java.util.Set.of("to", "text", "id").contains(places.group(1))) {
                throw new IllegalArgumentException(
                        "sms: body has " + places.group() + "; there are {{to}}, {{text}} and {{id}}.");
            }
        }
    }

    static ProviderCall of(Settings.Sms settings, URI url) {
        return new ProviderCall(url, settings.method().toUpperCase(Locale.ROOT), settings.headers(), settings.body());
    }

    /** Each value is written so that the body's type cannot take it for anything else. */
    byte[] filled(Map<String, String> values) {
        return PLACE.matcher(body)
                .replaceAll(place -> Matcher.quoteReplacement(escaped(values.getOrDefault(place.group(1), ""))))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String escaped(String value) {
        String type = headers.entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(TYPE))
                .map(header -> header.getValue().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("application/json");
        if (type.startsWith("application/x-www-form-urlencoded")) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
        if (type.contains("json")) {
            String quoted = Json.write(value);
            return quoted.substring(1, quoted.length() - 1);
        }
        if (type.contains("xml")) {
            return value.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;");
        }
        return value;
    }
}

package io.kikkake.server;

import io.kikkake.server.platform.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the server answered. */
public record Answer(int status, Map<String, List<String>> headers, String text) {

    public JsonNode json() {
        return Json.mapper().readTree(text);
    }

    /** Empty where there is none. */
    public String header(String name) {
        return headers.getOrDefault(name, List.of("")).getFirst();
    }
}

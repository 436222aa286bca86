package io.kikkake.server.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code kikkake apply}: sends scenario files to a running server and says what came of it. */
public final class CommandLine {

    private static final String USAGE = """
            kikkake apply -f FILE [-f FILE …] [--url URL] [--data DIR] [--token TOKEN]
              FILE   a scenario as YAML or JSON
              URL    of the running Kikkake (default: KIKKAKE_URL, else http://localhost:8080)
              TOKEN  default: KIKKAKE_TOKEN, else the one in the data directory (default ./data)""";

    private CommandLine() {}

    /** @return the exit code: 0 applied, 1 refused or unreachable, 2 not understood */
    public static int apply(List<String> words) {
        var files = new ArrayList<Path>();
        String url = environment("KIKKAKE_URL", "http://localhost:" + environment("KIKKAKE_PORT", "8080"));
        Path data = Path.of(environment("KIKKAKE_DATA", "data"));
        String token = environment("KIKKAKE_TOKEN", "");
        for (int i = 0; i < words.size(); i += 2) {
            if (i + 1 == words.size()) {
                return fail(2, "The option " + words.get(i) + " needs a value.\n" + USAGE);
            }
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "-f", "--file" -> files.add(Path.of(value));
                case "--url" -> url = value.replaceAll("/+$", "");
                case "--data" -> data = Path.of(value);
                case "--token" -> token = value;
                default -> {
                    return fail(2, "Unknown option " + words.get(i) + "\n" + USAGE);
                }
            }
        }
        if (files.isEmpty()) {
            return fail(2, USAGE);
        }
        try {
            return applyAll(files, url, token.isEmpty() ? tokenIn(data) : token);
        } catch (IOException e) {
            return fail(1, "Kikkake does not answer at " + url + " (" + e + "). Does it run? Is --url right?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static int applyAll(List<Path> files, String url, @Nullable String token)
            throws IOException, InterruptedException {
        if (token == null) {
            return fail(1, "No token: name the server's data directory with --data, or give KIKKAKE_TOKEN.");
        }
        int worst = 0;
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (Path file : files) {
                worst = Math.max(worst, applyOne(http, file, url, token));
            }
        }
        return worst;
    }

    private static int applyOne(HttpClient http, Path file, String url, String token)
            throws IOException, InterruptedException {
        if (!Files.isReadable(file)) {
            return fail(1, file + ": no such file");
        }
        String type = file.toString().endsWith(".json") ? "application/json" : "application/yaml";
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(url + "/api/scenarios"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofFile(file))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode body = Json.mapper().readTree(answer.body().isBlank() ? "{}" : answer.body());
        if (answer.statusCode() == 200) {
            System.out.println(file + ": " + body.path("id").asString() + " "
                    + body.path("change").asString() + ", version "
                    + body.path("version").asInt());
            return 0;
        }
        var message = new StringBuilder(file + ": " + body.path("detail").asString("HTTP " + answer.statusCode()));
        for (JsonNode error : body.path("errors")) {
            message.append("\n  ")
                    .append(error.path("path").asString())
                    .append(": ")
                    .append(error.path("message").asString());
            if (error.hasNonNull("suggestion")) {
                message.append(" (").append(error.path("suggestion").asString()).append(")");
            }
        }
        return fail(1, message.toString());
    }

    private static @Nullable String tokenIn(Path data) throws IOException {
        Path file = data.resolve("token");
        return Files.isReadable(file) ? Files.readString(file).strip() : null;
    }

    private static String environment(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    private static int fail(int code, String message) {
        System.err.println(message);
        return code;
    }
}

package io.kikkake.server.ingest;

import io.kikkake.server.access.WriteKeys;
import io.kikkake.server.ingest.EventReader.Envelope;
import io.kikkake.server.ingest.EventReader.Refused;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Segment's HTTP tracking API, as its real clients speak it: any content type, gzip or not, single events by word or letter,
 * batches. A 200 means that the events are durable; one bad event never fails the others of its batch.
 */
@RestController
@RequestMapping("/v1")
@CrossOrigin(
        origins = "*",
        allowedHeaders = {"authorization", "content-type", "content-encoding", "x-retry-count"},
        maxAge = 86_400)
class IngestApi {

    static final int MAX_BATCH_EVENTS = 2_500;

    private static final Map<String, String> LETTERS =
            Map.of("i", "identify", "t", "track", "p", "page", "s", "screen", "g", "group", "a", "alias", "b", "batch");

    /** An event of the batch that was refused, by its place in the batch. */
    record Rejection(int index, @Nullable String messageId, String error) {}

    private final EventWriter writer;
    private final WriteKeys writeKeys;
    private final Introductions introductions;
    private final Clock clock;

    IngestApi(EventWriter writer, WriteKeys writeKeys, Introductions introductions, Clock clock) {
        this.writer = writer;
        this.writeKeys = writeKeys;
        this.introductions = introductions;
        this.clock = clock;
    }

    @PostMapping({"/{call}", "/{call}/"})
    ResponseEntity<Map<String, Object>> accept(@PathVariable String call, HttpServletRequest request)
            throws IOException {
        Instant receivedAt = clock.instant();
        String type = LETTERS.getOrDefault(call, call);
        boolean batch = type.equals("batch") || type.equals("import");
        Kind kind = batch ? null : kind(type);
        Map<?, ?> body = parse(RequestBody.read(request));
        authorize(request, body);
        if (!batch) {
            return acceptOne(body, kind, envelope(Map.of(), receivedAt, false, null));
        }
        return acceptAll(body, envelope(body, receivedAt, type.equals("import"), body.get("context")));
    }

    private ResponseEntity<Map<String, Object>> acceptOne(Map<?, ?> body, @Nullable Kind kind, Envelope envelope) {
        try {
            writer.accept(List.of(introductions.introduced(EventReader.read(body, kind, envelope))))
                    .rejectNone();
            return answer(List.of());
        } catch (Refused refused) {
            throw new Problem(400, "Event refused", String.valueOf(refused.getMessage()));
        }
    }

    private ResponseEntity<Map<String, Object>> acceptAll(Map<?, ?> body, Envelope envelope) {
        if (!(body.get("batch") instanceof List<?> events)) {
            throw new Problem(400, "No batch", "The field batch is missing: it must be a list of events.");
        }
        if (events.size() > MAX_BATCH_EVENTS) {
            throw new Problem(
                    400,
                    "Batch too long",
                    "A batch holds " + MAX_BATCH_EVENTS + " events at most; this has " + events.size() + ".");
        }
        var rejections = new ArrayList<Rejection>();
        var drafts = new ArrayList<Draft>(events.size());
        var places = new ArrayList<Integer>(events.size());
        for (int i = 0; i < events.size(); i++) {
            try {
                drafts.add(introductions.introduced(EventReader.read(events.get(i), null, envelope)));
                places.add(i);
            } catch (Refused refused) {
                rejections.add(new Rejection(i, messageId(events.get(i)), String.valueOf(refused.getMessage())));
            }
        }
        if (!drafts.isEmpty()) {
            writer.accept(drafts)
                    .rejected()
                    .forEach((place, error) -> rejections.add(
                            new Rejection(places.get(place), drafts.get(place).messageId(), error)));
        }
        return answer(rejections);
    }

    private static Envelope envelope(Map<?, ?> body, Instant receivedAt, boolean historical, @Nullable Object context) {
        Instant sentAt;
        try {
            sentAt = EventReader.time("sentAt", body.get("sentAt"), receivedAt);
        } catch (Refused refused) {
            throw new Problem(400, "Bad sentAt", String.valueOf(refused.getMessage()));
        }
        return new Envelope(receivedAt, sentAt, context instanceof Map<?, ?> map ? map : Map.of(), historical);
    }

    private static Kind kind(String type) {
        try {
            return EventReader.kind(type);
        } catch (Refused refused) {
            throw new Problem(
                    404,
                    "No such call",
                    "There is no /v1/" + type
                            + ". There are: identify, track, page, screen, group, alias, batch, import.");
        }
    }

    private static Map<?, ?> parse(byte[] body) {
        try {
            Object tree = Json.mapper().readValue(body, Object.class);
            if (tree instanceof Map<?, ?> map) {
                return map;
            }
            throw new Problem(400, "Not an object", "The body must be a JSON object.");
        } catch (StreamConstraintsException e) {
            throw new Problem(
                    400,
                    "JSON out of bounds",
                    plain(e) + ". Nesting may be " + Json.MAX_DEPTH + " deep, a number 100 characters long.");
        } catch (JacksonException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new Problem(400, "Not JSON", "The body is not JSON in UTF-8: " + plain(e) + where);
        }
    }

    /** The parser's message without its remarks in brackets, which speak of its own settings. */
    private static String plain(JacksonException e) {
        String message = e.getOriginalMessage();
        int bracket = message.indexOf(" (");
        return bracket < 0 ? message : message.substring(0, bracket);
    }

    private void authorize(HttpServletRequest request, Map<?, ?> body) {
        String key = basicUser(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (key == null && body.get("writeKey") instanceof String inBody) {
            key = inBody;
        }
        if (key == null || !writeKeys.known(key)) {
            throw new Problem(
                    401,
                    "Write key unknown",
                    "Send the source's write key as basic-auth user name or as writeKey in"
                            + " the body. The admin UI shows it under settings.");
        }
    }

    private static @Nullable String basicUser(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            String decoded =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon < 0 ? decoded : decoded.substring(0, colon);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String messageId(@Nullable Object event) {
        return event instanceof Map<?, ?> map && map.get("messageId") instanceof String id ? id : null;
    }

    private static ResponseEntity<Map<String, Object>> answer(List<Rejection> rejections) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("success", true);
        if (!rejections.isEmpty()) {
            answer.put("rejected", rejections);
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer);
    }
}

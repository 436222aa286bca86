package io.kikkake.server.ingest;

import io.kikkake.engine.ScenarioSet;
import io.kikkake.server.customer.LineId;
import io.kikkake.server.platform.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event of Segment's HTTP tracking API.
 *
 * @see <a href="https://www.twilio.com/docs/segment/connections/sources/catalog/libraries/server/http-api">HTTP API source</a>
 */
final class EventReader {

    static final int MAX_EVENT_BYTES = 32 * 1024;

    /** What is imported and older than this is history: it counts, but starts nothing. */
    private static final Duration HISTORY = Duration.ofHours(1);

    private static final int MAX_ID = 500;
    private static final int MAX_NAME = 200;
    private static final int MAX_EXPONENT = 300;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Map<String, Kind> KINDS = Map.of(
            "track", Kind.TRACK,
            "page", Kind.PAGE,
            "screen", Kind.SCREEN,
            "identify", Kind.IDENTIFY,
            "group", Kind.GROUP,
            "alias", Kind.ALIAS);

    /** The event was refused; the message names the field and what it should be. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * What the call says for all of its events.
     *
     * @param sentAt by the sender's clock, which need not be right
     * @param context fields that events without them take over
     * @param imported by the call {@code import}, which some clients use for what happens now, too
     */
    record Envelope(Instant receivedAt, @Nullable Instant sentAt, Map<?, ?> context, boolean imported) {}

    private final Map<?, ?> event;
    private final Envelope envelope;

    private EventReader(Map<?, ?> event, Envelope envelope) {
        this.event = event;
        this.envelope = envelope;
    }

    static Kind kind(@Nullable Object type) throws Refused {
        Kind kind = type instanceof String name ? KINDS.get(name) : null;
        if (kind == null) {
            throw new Refused("type must be one of track, identify, page, screen, group, alias; it is " + shown(type));
        }
        return kind;
    }

    static Draft read(@Nullable Object event, @Nullable Kind kind, Envelope envelope) throws Refused {
        if (!(event instanceof Map<?, ?> map)) {
            throw new Refused("an event must be a JSON object; it is " + shown(event));
        }
        return new EventReader(map, envelope).read(kind == null ? kind(map.get("type")) : kind);
    }

    private Draft read(Kind kind) throws Refused {
        String userId = id("userId");
        String anonymousId = id("anonymousId");
        Map<?, ?> properties = object(kind == Kind.IDENTIFY || kind == Kind.GROUP ? "traits" : "properties");
        String email = kind == Kind.IDENTIFY ? email(properties) : null;
        String previousId = kind == Kind.ALIAS ? id("previousId") : null;
        if (userId == null && anonymousId == null) {
            throw new Refused("userId or anonymousId is missing: one of them must say whose event this is");
        }
        if (kind == Kind.ALIAS && previousId == null) {
            throw new Refused("previousId is missing: alias needs the id so far");
        }
        Instant timestamp = timestamp();
        return new Draft(
                null,
                kind,
                envelope.imported() && timestamp.isBefore(envelope.receivedAt().minus(HISTORY)),
                name(kind),
                timestamp,
                envelope.receivedAt(),
                id("messageId"),
                userId,
                anonymousId,
                previousId,
                email,
                storable("properties", properties),
                storable("context", context()),
                kind == Kind.IDENTIFY ? LineId.used(properties.get("lineUserId")) : null,
                null);
    }

    private String name(Kind kind) throws Refused {
        return switch (kind) {
            case TRACK -> {
                if (!(event.get("event") instanceof String name) || name.isBlank()) {
                    throw new Refused("event is missing: track needs the event's name as text");
                }
                if (name.length() > MAX_NAME) {
                    throw new Refused("event is longer than " + MAX_NAME + " characters");
                }
                if (name.strip().equals(ScenarioSet.CONFIRMED)) {
                    throw new Refused("event " + ScenarioSet.CONFIRMED + " is Kikkake's own; a customer's wish is "
                            + ScenarioSet.SUBSCRIBED);
                }
                yield storable(name.strip());
            }
            case PAGE -> "Page Viewed";
            case SCREEN -> "Screen Viewed";
            case IDENTIFY -> "Identified";
            case GROUP -> "Grouped";
            case ALIAS, MERGE_AWAY, MERGE_INTO, ANSWER, ENROL, MANUAL -> "Aliased";
        };
    }

    private Map<?, ?> object(String field) throws Refused {
        Object value = event.get(field);
        if (value == null) {
            return withPageName(Map.of());
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new Refused(field + " must be a JSON object; it is " + shown(value));
        }
        return withPageName(map);
    }

    /** A page or screen view carries its name beside the properties; conditions look for it in them. */
    private Map<?, ?> withPageName(Map<?, ?> properties) {
        if (!(event.get("name") instanceof String name) || properties.containsKey("name")) {
            return properties;
        }
        var named = new HashMap<Object, @Nullable Object>(properties);
        named.put("name", name);
        return named;
    }

    private Map<?, ?> context() throws Refused {
        Object own = event.get("context");
        if (own != null && !(own instanceof Map<?, ?>)) {
            throw new Refused("context must be a JSON object; it is " + shown(own));
        }
        if (own == null || envelope.context().isEmpty()) {
            return own == null ? envelope.context() : (Map<?, ?>) own;
        }
        var merged = new HashMap<Object, @Nullable Object>(envelope.context());
        merged.putAll((Map<?, ?>) own);
        return merged;
    }

    private @Nullable String id(String field) throws Refused {
        Object value = event.get(field);
        String id = switch (value) {
            case null -> "";
            case String text -> storable(text.strip());
            case Number number -> number.toString();
            default -> throw new Refused(field + " must be text; it is " + shown(value));
        };
        if (id.length() > MAX_ID) {
            throw new Refused(field + " is longer than " + MAX_ID + " characters");
        }
        return id.isEmpty() ? null : id;
    }

    private static @Nullable String email(Map<?, ?> traits) {
        if (!(traits.get("email") instanceof String text)) {
            return null;
        }
        String email = text.strip().toLowerCase(Locale.ROOT);
        return email.indexOf('@') > 0 && email.length() <= 254 ? email : null;
    }

    /** Segment's correction: the sender's two times cancel the error of its clock. */
    private Instant timestamp() throws Refused {
        Instant receivedAt = envelope.receivedAt();
        Instant given = time("timestamp", event.get("timestamp"), receivedAt);
        if (given == null) {
            given = time("originalTimestamp", event.get("originalTimestamp"), receivedAt);
        }
        if (given == null) {
            return receivedAt;
        }
        Instant sentAt = time("sentAt", event.get("sentAt"), receivedAt);
        if (sentAt == null) {
            sentAt = envelope.sentAt();
        }
        Instant corrected = sentAt == null ? given : receivedAt.minus(Duration.between(given, sentAt));
        return corrected.isAfter(receivedAt) ? receivedAt : corrected.isBefore(EARLIEST) ? EARLIEST : corrected;
    }

    /**
     * @return null where the field is absent
     * @throws Refused unless it is ISO 8601 between 1970 and a year from now: clocks err, but not by more
     */
    static @Nullable Instant time(String field, @Nullable Object value, Instant receivedAt) throws Refused {
        if (value == null) {
            return null;
        }
        try {
            Instant time = value instanceof String text
                    ? (text.endsWith("Z")
                            ? Instant.parse(text)
                            : OffsetDateTime.parse(text).toInstant())
                    : null;
            if (time != null && !time.isBefore(EARLIEST) && time.isBefore(receivedAt.plus(Duration.ofDays(366)))) {
                return time;
            }
        } catch (DateTimeException e) {
            // told below, like every other value that is no time
        }
        throw new Refused(field + " must be an ISO 8601 time between 1970 and a year from now, such as"
                + " 2026-04-01T09:00:00.000Z; it is " + shown(value));
    }

    private static String storable(String field, Map<?, ?> tree) throws Refused {
        if (tree.isEmpty()) {
            return "{}";
        }
        String json = Json.mapper().writeValueAsString(tree);
        if (json.length() > MAX_EVENT_BYTES
                || (json.length() * 3 > MAX_EVENT_BYTES && utf8Length(json) > MAX_EVENT_BYTES)) {
            throw new Refused(field + " is larger than 32 KB");
        }
        if (json.indexOf('E') >= 0 || json.contains("\\u0000")) {
            return Json.mapper().writeValueAsString(storable(field, (Object) tree));
        }
        return json;
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** PostgreSQL's jsonb takes neither the character NUL nor numbers without bounds. */
    private static @Nullable Object storable(String field, @Nullable Object tree) throws Refused {
        return switch (tree) {
            case null -> null;
            case String text -> storable(text);
            case BigDecimal number -> {
                if (Math.abs(number.precision() - (long) number.scale()) > MAX_EXPONENT
                        || Math.abs((long) number.scale()) > MAX_EXPONENT) {
                    throw new Refused(field + " has a number beyond 1e" + MAX_EXPONENT + ": " + shown(number));
                }
                yield number;
            }
            case List<?> list -> {
                var items = new java.util.ArrayList<@Nullable Object>(list.size());
                for (Object item : list) {
                    items.add(storable(field, item));
                }
                yield items;
            }
            case Map<?, ?> map -> {
                var fields = new HashMap<String, @Nullable Object>();
                for (var entry : map.entrySet()) {
                    fields.put(storable(String.valueOf(entry.getKey())), storable(field, entry.getValue()));
                }
                yield fields;
            }
            default -> tree;
        };
    }

    private static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\ufffd');
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}

package io.kikkake.flink;

import io.kikkake.engine.value.Value;
import io.kikkake.flink.LogInput.Kind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** Reads what the topics of inputs and of hand-overs hold. What cannot be read comes back as such, with the reason. */
final class InputReader {

    private static final Set<Kind> FROM_OUTSIDE = EnumSet.range(Kind.TRACK, Kind.MERGE_INTO);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final int MOST_KEPT = 10_000;

    private InputReader() {}

    static LogInput input(byte[] json) {
        try {
            return input(Json.object(json));
        } catch (JacksonException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return unreadable(e, json);
        }
    }

    static LogInput handOver(byte[] json) {
        try {
            HandOver handOver = HandOver.read(json);
            String text = new String(json, StandardCharsets.UTF_8);
            return new LogInput(0, handOver.into(), Kind.HANDED_OVER, false, "", Instant.EPOCH, Instant.EPOCH, text);
        } catch (JacksonException | IllegalArgumentException | ArithmeticException e) {
            return unreadable(e, json);
        }
    }

    private static LogInput input(Value.ObjectOf entry) {
        Kind kind = kind(entry);
        long customer = Json.whole(entry, "customer");
        Instant receivedAt = moment(entry, "receivedAt");
        if (receivedAt.isBefore(EARLIEST) || receivedAt.isAfter(LATEST)) {
            throw new IllegalArgumentException("\"receivedAt\" is between the years 2000 and 9999, not " + receivedAt);
        }
        Instant timestamp = entry.at("timestamp") == null ? receivedAt : moment(entry, "timestamp");
        String name = switch (kind) {
            case TRACK, PAGE, SCREEN -> Json.text(entry, "name");
            default -> "";
        };
        Value.ObjectOf properties = properties(entry);
        switch (kind) {
            case MERGE_AWAY -> another(properties, "into", customer);
            case MERGE_INTO -> another(properties, "from", customer);
            default -> {}
        }
        boolean historical = entry.fields().get("historical") instanceof Value.Bool(var is) && is;
        return new LogInput(
                Json.whole(entry, "seq"),
                customer,
                kind,
                historical,
                name,
                timestamp,
                receivedAt,
                Json.write(properties));
    }

    private static Kind kind(Value.ObjectOf entry) {
        String name = Json.text(entry, "kind");
        return FROM_OUTSIDE.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"kind\" is one of "
                        + FROM_OUTSIDE.stream().map(Kind::name).collect(Collectors.joining(", ")) + ", not " + name));
    }

    private static Value.ObjectOf properties(Value.ObjectOf entry) {
        return switch (entry.fields().get("properties")) {
            case null -> Value.ObjectOf.EMPTY;
            case Value.Null() -> Value.ObjectOf.EMPTY;
            case Value.ObjectOf object -> object;
            default -> throw new IllegalArgumentException("\"properties\" is an object");
        };
    }

    private static void another(Value.ObjectOf properties, String field, long customer) {
        if (Json.whole(properties, field) == customer) {
            throw new IllegalArgumentException("\"properties." + field + "\" is another customer than " + customer);
        }
    }

    private static Instant moment(Value.ObjectOf entry, String field) {
        String text = Json.text(entry, field);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + field + "\" is a time such as 2026-06-01T03:00:00Z, not " + text, e);
        }
    }

    private static LogInput unreadable(Exception why, byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        return LogInput.unreadable(
                String.valueOf(why.getMessage()), text.length() > MOST_KEPT ? text.substring(0, MOST_KEPT) : text);
    }
}

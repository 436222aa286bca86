package io.kikkake.server.message;

import io.kikkake.engine.value.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is to be noticed of a mail: that it is opened, that its links are clicked, and what is added to them for the shop's
 * statistics.
 *
 * @param opens null: as the topic has it, which is true for marketing
 * @param clicks null: as the topic has it
 * @param marked whether links are marked; null: as the topic has it
 * @param marks what the message says itself, by the names {@code utm_source} and so on
 * @param hosts that the author of the message wrote: nobody else can have put a link to them into it
 */
public record Watch(
        @Nullable Boolean opens,
        @Nullable Boolean clicks,
        @Nullable Boolean marked,
        Map<String, String> marks,
        Set<String> hosts) {

    static final Set<String> FIELDS = Set.of("track", "utm");

    private static final List<String> MARKS = List.of("source", "medium", "campaign", "content", "term");
    private static final Pattern LITERAL_HOST =
            Pattern.compile("(?i)https?://([^\\s/?#\"'<>{}\\\\@]+)(?=[\\s/?#\"'<>])");

    public boolean opens(boolean marketing) {
        return opens == null ? marketing : opens;
    }

    public boolean clicks(boolean marketing) {
        return clicks == null ? marketing : clicks;
    }

    public boolean marked(boolean marketing) {
        return marked == null ? marketing : marked;
    }

    /**
     * @param written the fields {@code track} and {@code utm} of a message, sound
     * @param template of the mail
     */
    static Watch of(Value.ObjectOf written, String template) {
        Value track = written.fields().get("track");
        Value utm = written.fields().get("utm");
        var marks = new LinkedHashMap<String, String>();
        if (utm instanceof Value.ObjectOf(var fields)) {
            fields.forEach((name, value) -> {
                if (value instanceof Value.Text(var text)) {
                    marks.put("utm_" + name, text);
                }
            });
        }
        return new Watch(
                switchOf(track, "opens"),
                switchOf(track, "clicks"),
                utm instanceof Value.ObjectOf ? Boolean.TRUE : bool(utm),
                Map.copyOf(marks),
                hosts(template));
    }

    private static @Nullable Boolean switchOf(@Nullable Value track, String which) {
        return bool(track instanceof Value.ObjectOf(var fields) ? fields.get(which) : track);
    }

    private static @Nullable Boolean bool(@Nullable Value value) {
        return value instanceof Value.Bool(var on) ? Boolean.valueOf(on) : null;
    }

    /** A host that goes on in Liquid is none: what comes out may be another. */
    private static Set<String> hosts(String template) {
        var hosts = new HashSet<String>();
        var found = LITERAL_HOST.matcher(template);
        while (found.find()) {
            hosts.add(found.group(1).toLowerCase(Locale.ROOT).replaceFirst(":[0-9]*$", ""));
        }
        return Set.copyOf(hosts);
    }

    /** Adds what is wrong with the fields. */
    static void check(Value.ObjectOf message, String path, Faults faults) {
        Value track = message.fields().get("track");
        if (track instanceof Value.ObjectOf(var switches)) {
            switches.forEach((name, value) -> {
                if (!name.equals("opens") && !name.equals("clicks")) {
                    unknown(path + "/track/" + Faults.token(name), name, Set.of("opens", "clicks"), faults);
                } else if (!(value instanceof Value.Bool)) {
                    faults.add(path + "/track/" + name, "true or false is wanted here");
                }
            });
        } else if (track != null && !(track instanceof Value.Bool)) {
            faults.add(path + "/track", "true, false or {opens: …, clicks: …} is wanted here");
        }
        Value utm = message.fields().get("utm");
        if (utm instanceof Value.ObjectOf(var marks)) {
            marks.forEach((name, value) -> {
                if (!MARKS.contains(name)) {
                    unknown(path + "/utm/" + Faults.token(name), name, new TreeSet<>(MARKS), faults);
                } else if (!(value instanceof Value.Text(var text)) || text.isBlank()) {
                    faults.add(path + "/utm/" + name, "a text is wanted here");
                }
            });
        } else if (utm != null && !(utm instanceof Value.Bool)) {
            faults.add(path + "/utm", "true, false or {source: …, campaign: …} is wanted here");
        }
    }

    private static void unknown(String at, String name, Set<String> known, Faults faults) {
        faults.add(at, "unknown field", Closest.to(name, known));
    }

    /** The fields as the message has them, to be stored. */
    static Value.ObjectOf written(Value.ObjectOf message) {
        var written = new LinkedHashMap<String, Value>();
        message.fields().forEach((name, value) -> {
            if (FIELDS.contains(name)) {
                written.put(name, value);
            }
        });
        return new Value.ObjectOf(written);
    }
}

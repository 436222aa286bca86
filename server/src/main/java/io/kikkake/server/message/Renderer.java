package io.kikkake.server.message;

import io.kikkake.engine.value.Value;
import io.kikkake.server.customer.Profile;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Settings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes of a message what one customer gets. */
@Component
public class Renderer {

    private static final int LONGEST_LINE = 500;
    private static final String EMAIL = io.kikkake.engine.scenario.Channel.EMAIL.id();

    private final ZoneId zone;
    private final Map<String, String> sender;
    private final Files files;

    Renderer(Settings settings, Files files) {
        this.files = files;
        zone = settings.timeZone();
        Settings.Sender ours = settings.sender();
        sender = Map.of("name", ours.name(), "address", ours.address(), "contact", ours.contact());
    }

    /**
     * @param entry properties of the event that entered the run
     * @param owner absent where the customer has none and nobody steps in
     * @throws RenderingFailed with the reason
     */
    public Rendered render(
            Content content, Profile customer, Value.ObjectOf entry, @Nullable Owner owner, Links links, Instant now) {
        return mail(content, customer, entry, Value.ObjectOf.EMPTY, owner, links, now);
    }

    /**
     * @param entry properties of the event that entered the run
     * @param outputs what the run's steps had brought, by step
     * @param owner absent where the customer has none and nobody steps in
     * @param channel whose part of the message; for mail {@code subject}, {@code html}, {@code text}, {@code from} and
     *     {@code reply-to}
     * @throws RenderingFailed with the reason
     */
    public Value.ObjectOf render(
            Content content,
            String channel,
            Profile customer,
            Value.ObjectOf entry,
            Value.ObjectOf outputs,
            @Nullable Owner owner,
            Links links,
            Instant now) {
        if (channel.equals(EMAIL)) {
            return mail(content, customer, entry, outputs, owner, links, now).content();
        }
        Filled part = content.parts.get(channel);
        if (part == null) {
            throw new RenderingFailed("The message says nothing for the channel " + channel + ".");
        }
        Map<String, Object> data = data(customer, entry, outputs, owner, links, now);
        ZoneId local = zoneOf(customer);
        Value filled = part.with(template -> template.render(data, false, local, now));
        return filled instanceof Value.ObjectOf fields ? fields : new Value.ObjectOf(Map.of("text", filled));
    }

    private Rendered mail(
            Content content,
            Profile customer,
            Value.ObjectOf entry,
            Value.ObjectOf outputs,
            @Nullable Owner owner,
            Links links,
            Instant now) {
        From from = content.from;
        if (from.owner() && owner == null) {
            throw new RenderingFailed(
                    "The message goes out in the name of the customer's owner, but the customer has none"
                            + " and no standard representative is set.");
        }
        Map<String, Object> data = data(customer, entry, outputs, owner, links, now);
        ZoneId local = zoneOf(customer);
        String html = content.html == null ? null : content.html.render(data, true, local, now);
        return new Rendered(
                line(content.subject.render(data, false, local, now)),
                html,
                tidy(content.text.render(data, false, local, now)),
                line(from.owner() && owner != null ? owner.name() : content.fromName.render(data, false, local, now)),
                from.owner() && owner != null ? owner.email() : from.email(),
                replyTo(from, owner),
                From.OWNER.equals(from.replyTo()) && owner != null ? line(owner.name()) : "",
                files(content.enclosed, name -> name.render(data, false, local, now)));
    }

    /** Where there is no owner, answers go to the sender. */
    private static @Nullable String replyTo(From from, @Nullable Owner owner) {
        if (!From.OWNER.equals(from.replyTo())) {
            return from.replyTo();
        }
        return owner == null ? null : owner.email();
    }

    private List<Rendered.Enclosure> files(Enclosed enclosed, Function<LiquidText, String> render) {
        var all = new ArrayList<Rendered.Enclosure>();
        enclosed.pictures().forEach((id, file) -> all.add(enclosure(file, file, id)));
        enclosed.files().forEach(one -> all.add(enclosure(one.file(), render.apply(one.name()), null)));
        return all;
    }

    private Rendered.Enclosure enclosure(String file, String name, @Nullable String id) {
        Files.Loaded loaded = files.load(file);
        // A slash would be a directory to who saves it.
        String told = line(name.replace('/', '_').replace('\\', '_'));
        return new Rendered.Enclosure(
                told.isEmpty() ? file : told,
                loaded.file().type(),
                id,
                loaded.file().size(),
                loaded.base64());
    }

    private Map<String, Object> data(
            Profile customer,
            Value.ObjectOf entry,
            Value.ObjectOf outputs,
            @Nullable Owner owner,
            Links links,
            Instant now) {
        var data = new HashMap<String, Object>();
        data.put("customer", Json.map(customer.attributes()));
        data.put("event", Json.map(entry));
        data.put("steps", Json.map(outputs));
        data.put("links", Map.of("unsubscribe", links.unsubscribe(), "preferences", links.preferences()));
        data.put("sender", sender);
        data.put("now", now);
        if (owner != null) {
            data.put(
                    "owner",
                    Map.of(
                            "name",
                            owner.name(),
                            "email",
                            owner.email(),
                            "title",
                            owner.title(),
                            "phone",
                            owner.phone()));
        }
        return data;
    }

    private ZoneId zoneOf(Profile customer) {
        String own = customer.text("timezone");
        try {
            return own == null ? zone : ZoneId.of(own);
        } catch (DateTimeException e) {
            return zone;
        }
    }

    /** One line: what would end a header's line, and everything else invisible, becomes a space. */
    private static String line(String text) {
        var line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = c == ' ' || Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            if (!space) {
                line.append(c);
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
        int length = line.codePointCount(0, line.length());
        return length <= LONGEST_LINE
                ? line.toString().strip()
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_LINE)).strip() + "…";
    }

    /** At most one empty line in a row and no spaces at the ends of lines: conditions and loops leave both behind. */
    private static String tidy(String text) {
        var tidy = new StringBuilder(text.length() + 1);
        int breaks = 0;
        int from = 0;
        while (from <= text.length()) {
            int end = lineEnd(text, from);
            int to = end;
            while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
                to--;
            }
            if (to == from) {
                breaks++;
            } else {
                tidy.append(tidy.isEmpty() ? "" : breaks > 0 ? "\n\n" : "\n").append(text, from, to);
                breaks = 0;
            }
            from = end + (text.startsWith("\r\n", end) ? 2 : 1);
        }
        return tidy.append('\n').toString();
    }

    private static int lineEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }
}

package io.kikkake.server.message;

import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.Channels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one entry of a scenario's {@code messages}. */
final class MessageReader {

    private static final Set<String> FIELDS_OF_MAIL =
            new TreeSet<>(Set.of("from", "reply-to", "subject", "preview", "mjml", "html", "text"));
    private static final String EMAIL = io.kikkake.engine.scenario.Channel.EMAIL.id();
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\"(),;:\\\\]+@[^\\s@<>\"(),;:\\\\]+");
    private static final Pattern UNSUBSCRIBE = Pattern.compile("\\{\\{-?\\s*links\\.unsubscribe\\b");
    private static final Pattern BODY = Pattern.compile("<body\\b[^>]*>", Pattern.CASE_INSENSITIVE);

    private final String path;
    private final Faults faults;
    private final Value.ObjectOf fields;
    private final Channels channels;
    private final EnclosedReader enclosed;

    private MessageReader(String path, Value.ObjectOf fields, Channels channels, Files files, Faults faults) {
        this.channels = channels;
        this.enclosed = new EnclosedReader(path, files, faults);
        this.path = path;
        this.fields = fields;
        this.faults = faults;
    }

    static List<Compiled> readAll(
            Value.ObjectOf messages, Predicate<String> marketing, Channels channels, Files files) {
        var faults = new Faults();
        var compiled = new ArrayList<Compiled>();
        messages.fields()
                .forEach((id, message) -> read(id, message, marketing.test(id), channels, files, faults)
                        .ifPresent(compiled::add));
        faults.refuse();
        return compiled;
    }

    private static Optional<Compiled> read(
            String id, Value value, boolean marketing, Channels channels, Files files, Faults faults) {
        String path = "/messages/" + Faults.token(id);
        if (!(value instanceof Value.ObjectOf fields)) {
            faults.add(path, "a message is an object with from, subject and mjml, or with what other channels send");
            return Optional.empty();
        }
        return new MessageReader(path, fields, channels, files, faults).read(id, marketing);
    }

    private Optional<Compiled> read(String id, boolean marketing) {
        Value.ObjectOf parts = parts();
        Watch.check(fields, path, faults);
        boolean mail =
                parts.fields().isEmpty() || fields.fields().keySet().stream().anyMatch(FIELDS_OF_MAIL::contains);
        Value attachments = fields.fields().get(EnclosedReader.FIELD);
        if (!mail) {
            if (attachments != null) {
                faults.add(
                        path + "/" + EnclosedReader.FIELD,
                        "only mail carries files, and this message has no mail: add subject, from and mjml, or put a"
                                + " link to the file into the text. 添付ファイルはメールでだけ送れます。");
            }
            return Optional.of(new Compiled(
                    id, "", null, "", new From(true, "", "", null), parts, Value.ObjectOf.EMPTY, Value.ObjectOf.EMPTY));
        }
        if (attachments != null) {
            enclosed.attachments(attachments);
        }
        From from = from();
        String subject = liquid("subject");
        if (subject == null || subject.isBlank()) {
            faults.add(path + "/subject", "a message needs a subject");
            subject = "";
        }
        String preview = liquid("preview");
        String text = liquid("text");
        Body body = body(preview);
        if (body == null && text == null) {
            faults.add(path, "a message needs mjml (or html, or just text)");
            return Optional.empty();
        }
        String html = body == null ? null : body.html().replace("<title></title>", "<title>" + subject + "</title>");
        String plain = text != null ? text : body == null ? "" : body.text();
        if (marketing) {
            requireUnsubscribe();
        }
        if (html != null) {
            html = enclosed.html(html, fields.fields().containsKey("mjml") ? "mjml" : "html");
        }
        return Optional.of(new Compiled(id, subject, html, plain, from, parts, Watch.written(fields), enclosed.done()));
    }

    /** What channels other than mail send. */
    private Value.ObjectOf parts() {
        var parts = new LinkedHashMap<String, Value>();
        fields.fields().forEach((name, part) -> {
            if (FIELDS_OF_MAIL.contains(name) || Watch.FIELDS.contains(name) || name.equals(EnclosedReader.FIELD)) {
                return;
            }
            String at = path + "/" + Faults.token(name);
            Optional<Channel> channel =
                    channels.get(name).filter(known -> !known.id().equals(EMAIL));
            if (channel.isEmpty()) {
                faults.add(at, "unknown field", Closest.to(name, names()));
                return;
            }
            Filled.fault(part).ifPresent(fault -> faults.add(at, fault));
            channel.get().flaws(part).forEach(flaw -> faults.add(at + flaw.path(), flaw.message(), flaw.suggestion()));
            parts.put(name, part);
        });
        return new Value.ObjectOf(parts);
    }

    private Set<String> names() {
        var names = new TreeSet<>(FIELDS_OF_MAIL);
        names.addAll(Watch.FIELDS);
        names.add(EnclosedReader.FIELD);
        channels.all().stream().map(Channel::id).filter(id -> !id.equals(EMAIL)).forEach(names::add);
        return names;
    }

    private void requireUnsubscribe() {
        for (String field : List.of("mjml", "html", "text")) {
            String written = text(field);
            if (written != null && !UNSUBSCRIBE.matcher(written).find()) {
                faults.add(
                        path + "/" + field,
                        "a marketing message shows how to stop it: with {{ links.unsubscribe }}",
                        field.equals("text")
                                ? "配信停止: {{ links.unsubscribe }}"
                                : "<a href=\"{{ links.unsubscribe }}\">配信停止</a>");
            }
        }
    }

    private record Body(String html, String text) {}

    private @Nullable Body body(@Nullable String preview) {
        String mjml = liquid("mjml");
        String html = liquid("html");
        if (mjml != null && html != null) {
            faults.add(path + "/html", "either mjml or html, not both");
        }
        if (mjml == null && html == null) {
            return null;
        }
        String field = path + (mjml != null ? "/mjml" : "/html");
        var mask = new LiquidMask(mjml != null ? mjml : String.valueOf(html));
        String masked = mjml != null ? Mjml.compile(mask, field, faults) : mask.masked();
        String text = mask.restore(PlainText.of(masked));
        String restored = withPreview(mask.restore(masked), preview);
        if (mjml != null && !masked.isEmpty()) {
            check(field, restored, "after MJML put it in order: ");
        }
        return new Body(restored, text);
    }

    private static String withPreview(String html, @Nullable String preview) {
        var body = BODY.matcher(html);
        if (preview == null || preview.isBlank() || !body.find()) {
            return html;
        }
        return html.substring(0, body.end())
                + "\n<div style=\"display:none;mso-hide:all;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;"
                + "overflow:hidden;\">" + preview + "</div>" + html.substring(body.end());
    }

    private From from() {
        String replyTo = text("reply-to");
        if (replyTo != null
                && !replyTo.equals(From.OWNER)
                && !ADDRESS.matcher(replyTo).matches()) {
            faults.add(path + "/reply-to", "neither an e-mail address nor the word owner: " + replyTo, From.OWNER);
        }
        Value from = fields.fields().get("from");
        switch (from) {
            case null -> faults.add(path + "/from", "a message needs a sender: {name: …, email: …} or owner");
            case Value.Text(var word)
            when word.equals("owner") -> {
                return new From(true, "", "", replyTo);
            }
            case Value.ObjectOf(var sender) -> {
                return sender(sender, replyTo);
            }
            default -> faults.add(path + "/from", "the sender is {name: …, email: …} or the word owner", "owner");
        }
        return new From(true, "", "", null);
    }

    private From sender(java.util.Map<String, Value> sender, @Nullable String replyTo) {
        for (String name : sender.keySet()) {
            if (!name.equals("name") && !name.equals("email")) {
                faults.add(
                        path + "/from/" + Faults.token(name),
                        "unknown field",
                        Closest.to(name, Set.of("name", "email")));
            }
        }
        String email = sender.get("email") instanceof Value.Text(var text) ? text : "";
        if (!ADDRESS.matcher(email).matches()) {
            faults.add(path + "/from/email", "the sender needs an e-mail address, such as shop@example.jp");
        }
        String name = sender.get("name") instanceof Value.Text(var text) ? text : "";
        check(path + "/from/name", name, "");
        return new From(false, name, email, replyTo);
    }

    private @Nullable String text(String field) {
        Value value = fields.fields().get(field);
        if (value == null || value instanceof Value.Null) {
            return null;
        }
        if (value instanceof Value.Text(var text)) {
            return text;
        }
        faults.add(path + "/" + field, "a text is wanted here");
        return null;
    }

    private @Nullable String liquid(String field) {
        String text = text(field);
        if (text != null) {
            check(path + "/" + field, text, "");
        }
        return text;
    }

    private void check(String at, String template, String prefix) {
        LiquidText.fault(template).ifPresent(fault -> faults.add(at, prefix + fault));
    }
}

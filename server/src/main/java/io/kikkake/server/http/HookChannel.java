package io.kikkake.server.http;

import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Answer;
import io.kikkake.server.channel.Assignment;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.Parcel;
import io.kikkake.server.channel.Unsendable;
import io.kikkake.server.platform.Hmac;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages to programs: JSON posted to a URL, signed as the calls of webhook steps are. */
final class HookChannel implements Channel {

    private static final Set<String> FIELDS = Set.of("url", "body");

    private final Settings.Hook settings;
    private final String secret;
    private final Caller caller;

    /** @param secret empty: nothing is signed */
    HookChannel(Settings.Hook settings, String secret) {
        this.settings = settings;
        this.secret = secret;
        caller = new Caller(
                settings.timeout(),
                settings.connections(),
                address -> settings.privateNetworks() || PublicNetwork.has(address));
    }

    @Override
    public String id() {
        return "webhook";
    }

    @Override
    public Names name() {
        return new Names("Webhook", "Webhook");
    }

    /** Everybody: it is a program that is told. */
    @Override
    public @Nullable String attribute() {
        return null;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public int connections() {
        return Math.clamp(settings.connections(), 1, 200);
    }

    @Override
    public List<Flaw> flaws(Value content) {
        if (!(content instanceof Value.ObjectOf(var fields))) {
            return List.of(new Flaw("", "a webhook's message is {url: …, body: …}", "{body: {…}}"));
        }
        var flaws = new ArrayList<Flaw>();
        fields.keySet().stream()
                .filter(name -> !FIELDS.contains(name))
                .forEach(name -> flaws.add(new Flaw("/" + name, "unknown field", "url or body")));
        Value url = fields.get("url");
        if (url == null && settings.url().isEmpty()) {
            flaws.add(new Flaw("/url", "it is not said where to post: here, or for all messages with hook: url", null));
        } else if (url != null && !(url instanceof Value.Text(var written) && isUrl(written))) {
            flaws.add(new Flaw("/url", "a URL is wanted here that begins with https:// or http://", null));
        }
        return flaws;
    }

    /** Its host may not come from data: who is told is for who writes the scenario to say. */
    private static boolean isUrl(String written) {
        int tag = written.indexOf('{');
        String fixed = tag < 0 ? written : written.substring(0, tag);
        try {
            URI url = URI.create(fixed.strip());
            boolean hostEnds = tag < 0 || fixed.indexOf('/', fixed.indexOf("//") + 2) > 0;
            return hostEnds && url.getHost() != null && Set.of("http", "https").contains(url.getScheme());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public Parcel prepare(Assignment assignment) {
        String url =
                assignment.content().fields().get("url") instanceof Value.Text(var own) ? own.strip() : settings.url();
        if (!isUrl(url)) {
            throw new Unsendable("“" + url + "” is not a URL that can be called.");
        }
        byte[] body = Json.write(body(assignment)).getBytes(StandardCharsets.UTF_8);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Kikkake");
        headers.put("Kikkake-Id", header(assignment.id()));
        if (!secret.isEmpty()) {
            headers.put("Kikkake-Signature", "sha256=" + HexFormat.of().formatHex(Hmac.sha256(secret, body)));
        }
        return new Post(
                url,
                assignment.scenario() + " / " + assignment.step(),
                headers,
                body,
                assignment.now(),
                !url.equals(settings.url()),
                caller);
    }

    private static Map<String, Object> body(Assignment assignment) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", assignment.id());
        body.put("customer", Long.toString(assignment.customer()));
        body.put("scenario", assignment.scenario());
        body.put("step", assignment.step());
        body.put("topic", assignment.topic());
        Value own = assignment.content().fields().get("body");
        Object written = own == null ? null : own.toJava();
        if (written != null) {
            body.put("body", written);
        }
        return body;
    }

    /** Ids are ours, but a header must not end early whatever they are. */
    private static String header(String id) {
        return id.replaceAll("[^\\x21-\\x7e]", "_");
    }

    private record Post(
            String address,
            String title,
            Map<String, String> headers,
            byte[] body,
            Instant now,
            boolean own,
            Caller caller)
            implements Parcel {

        @Override
        public Answer send() {
            return switch (caller.call("POST", address, headers, body, now)) {
                case Caller.Outcome.Answered answered -> answer(answered);
                // One message's own URL that does not answer must not hold back the messages to others.
                case Caller.Outcome.NotMade(String why)
                when own -> new Answer.NotNow("It cannot be reached: " + why, null);
                case Caller.Outcome.NotMade(String why) -> new Answer.Down("hook: url cannot be reached: " + why);
                case Caller.Outcome.Forbidden(String why) -> new Answer.Never(why);
                case Caller.Outcome.NoAnswer(String why) ->
                    new Answer.Silence("It is not known whether it took the message: " + why);
            };
        }

        private static Answer answer(Caller.Outcome.Answered answered) {
            int status = answered.status();
            if (status / 100 == 2) {
                return new Answer.Accepted(null);
            }
            boolean later = status / 100 == 5 || status == 408 || status == 425 || status == 429;
            return later ? new Answer.NotNow(answered.words(), answered.after()) : new Answer.Never(answered.words());
        }
    }

    @Override
    public void close() {
        caller.close();
    }
}

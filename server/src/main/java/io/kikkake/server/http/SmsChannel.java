package io.kikkake.server.http;

import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Answer;
import io.kikkake.server.channel.Assignment;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.Parcel;
import io.kikkake.server.channel.Unsendable;
import io.kikkake.server.platform.Settings;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Short messages, handed to whatever provider the settings describe. */
final class SmsChannel implements Channel {

    private static final int TITLE = 60;
    private static final Pattern TAGS = Pattern.compile("\\{\\{.*?}}|\\{%.*?%}", Pattern.DOTALL);

    private final Settings.Sms settings;
    private final PhoneNumbers numbers;
    private final @Nullable ProviderCall call;
    private final Caller caller;
    private final StatusWords accepted;
    private final StatusWords retry;
    private final StatusWords never;

    /** @throws IllegalArgumentException where the provider is described wrongly */
    SmsChannel(Settings.Sms settings) {
        this.settings = settings;
        numbers = new PhoneNumbers(settings.region());
        accepted = new StatusWords(List.of(settings.accepted().status()));
        retry = new StatusWords(settings.retryOn());
        never = new StatusWords(settings.neverOn());
        URI url = settings.url();
        call = url == null ? null : ProviderCall.of(settings, url);
        // The operator names the provider, who may well stand in the same network.
        caller = new Caller(settings.timeout(), settings.connections(), address -> true);
    }

    @Override
    public String id() {
        return "sms";
    }

    @Override
    public Names name() {
        return new Names("SMS", "SMS");
    }

    @Override
    public String attribute() {
        return "phone";
    }

    @Override
    public boolean isReady() {
        return call != null;
    }

    @Override
    public int connections() {
        return Math.clamp(settings.connections(), 1, 200);
    }

    @Override
    public int rate() {
        return Math.max(0, settings.rate());
    }

    @Override
    public List<Flaw> flaws(Value content) {
        var flaws = new ArrayList<Flaw>();
        String at = content instanceof Value.ObjectOf ? "/text" : "";
        if (content instanceof Value.ObjectOf(var fields)) {
            fields.keySet().stream()
                    .filter(name -> !name.equals("text"))
                    .forEach(name -> flaws.add(new Flaw("/" + name, "an SMS has only a text", "text")));
        }
        Value text = content instanceof Value.ObjectOf(var fields) ? fields.get("text") : content;
        if (!(text instanceof Value.Text(var written)) || written.isBlank()) {
            flaws.add(new Flaw(at, "an SMS needs a text", "text: …"));
        } else {
            int least = SmsText.segments(TAGS.matcher(written).replaceAll(""));
            if (least > settings.segments()) {
                flaws.add(new Flaw(at, tooLong(least), null));
            }
        }
        return flaws;
    }

    private String tooLong(int segments) {
        return "it takes " + segments + " messages, and sms: segments allows " + settings.segments()
                + ": shorten it (with Japanese one message has 70 characters, each of several 67)";
    }

    @Override
    public Optional<String> unusable(String address) {
        return numbers.e164(address).isPresent()
                ? Optional.empty()
                : Optional.of("“" + address + "” is not the number of a mobile phone.");
    }

    @Override
    public Parcel prepare(Assignment assignment) {
        String to = numbers.e164(assignment.address())
                .orElseThrow(() -> new Unsendable(unusable(assignment.address()).orElse("")));
        String text = assignment.content().fields().get("text") instanceof Value.Text(var filled) ? filled.strip() : "";
        if (text.isEmpty()) {
            throw new Unsendable("The SMS says nothing for this customer.");
        }
        int segments = SmsText.segments(text);
        if (segments > settings.segments()) {
            throw new Unsendable("The SMS is too long: " + tooLong(segments) + ".");
        }
        ProviderCall ready = call;
        if (ready == null) {
            throw new Unsendable("There is no provider of SMS: set sms: url.");
        }
        byte[] body = ready.filled(Map.of("to", to, "text", text, "id", assignment.id()));
        return new Short(to, title(text), ready, body, assignment.now());
    }

    private static String title(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= TITLE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, TITLE)) + "…";
    }

    private final class Short implements Parcel {

        private final String address;
        private final String title;
        private final ProviderCall ready;
        private final byte[] body;
        private final Instant now;

        Short(String address, String title, ProviderCall ready, byte[] body, Instant now) {
            this.address = address;
            this.title = title;
            this.ready = ready;
            this.body = body;
            this.now = now;
        }

        @Override
        public String address() {
            return address;
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public Answer send() {
            return switch (caller.call(ready.method(), ready.url().toString(), ready.headers(), body, now)) {
                case Caller.Outcome.Answered answered -> answer(answered);
                case Caller.Outcome.NotMade(String why) ->
                    new Answer.Down("The provider of SMS cannot be reached: " + why);
                case Caller.Outcome.Forbidden(String why) -> new Answer.Never(why);
                case Caller.Outcome.NoAnswer(String why) ->
                    new Answer.Silence("The provider of SMS did not say whether it took the message: " + why);
            };
        }
    }

    private Answer answer(Caller.Outcome.Answered answered) {
        int status = answered.status();
        String words = answered.words();
        if (accepted.has(status)) {
            Settings.Sms.Taken taken = settings.accepted();
            if (taken.path().isEmpty() || isThere(answered.json().at(taken.path()), taken.value())) {
                return new Answer.Accepted(text(answered.json().at(settings.referencePath())));
            }
            return new Answer.Never(words);
        }
        if (never.has(status)) {
            return new Answer.Never(words);
        }
        if (retry.has(status)) {
            return new Answer.NotNow(words, answered.after());
        }
        if (status == 401 || status == 403) {
            return new Answer.Down("The provider of SMS refuses us: " + words);
        }
        return status / 100 == 4 ? new Answer.Never(words) : new Answer.Silence(words);
    }

    private static boolean isThere(@Nullable Value value, String wanted) {
        String text = text(value);
        return text != null && (wanted.isEmpty() || wanted.equals(text));
    }

    private static @Nullable String text(@Nullable Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Number(var number) -> number.toPlainString();
            case Value.Bool(var bool) -> Boolean.toString(bool);
            case null, default -> null;
        };
    }

    @Override
    public void close() {
        caller.close();
    }
}

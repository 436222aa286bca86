package io.kikkake.server.delivery;

import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.ChannelContract;
import io.kikkake.server.delivery.ScriptedSmtp.Act;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

class MailContractTest extends ChannelContract {

    private static final Pattern KEY = Pattern.compile("(?m)^X-Kikkake-Send: (.*)$");

    @Override
    protected Set<Mood> moods() {
        return Set.of(Mood.ACCEPTS, Mood.REFUSES, Mood.BUSY, Mood.SILENT);
    }

    /** A mail is the message itself, and is looked at with it. */
    @Override
    protected Map<String, Value> nonsense() {
        return Map.of();
    }

    @Override
    protected Side side() {
        var server = new ScriptedSmtp();
        var channel = new MailChannel(
                new LetterWriter(ZoneId.of("Asia/Tokyo")), new SmtpPool(() -> MailServer.local(server.port())), 8, 0);
        return new Side() {
            @Override
            public Channel channel() {
                return channel;
            }

            @Override
            public String address() {
                return "hanako@example.jp";
            }

            @Override
            public Value.ObjectOf content() {
                return (Value.ObjectOf) Value.from(Map.of(
                        "subject", "お知らせ",
                        "text", "こんにちは",
                        "from", Map.of("name", "ひより商店", "email", "shop@hiyori.example")));
            }

            @Override
            public void will(Mood mood) {
                server.script = to -> switch (mood) {
                    case ACCEPTS -> Act.ACCEPT;
                    case REFUSES -> new Act.Answer("554 5.7.1 no");
                    case BUSY -> new Act.Answer("451 4.7.1 later");
                    case SILENT -> Act.CUT_AFTER_DOT;
                    case UNREACHABLE, SPENT -> throw new IllegalArgumentException(mood.name());
                };
            }

            @Override
            public void leave() {
                server.close();
            }

            @Override
            public List<String> keys() {
                return server.taken.stream()
                        .map(taken -> KEY.matcher(taken.source())
                                .results()
                                .map(found -> found.group(1).strip())
                                .findFirst()
                                .orElse("none"))
                        .toList();
            }

            /** Nothing else was asked of the server than to take them. */
            @Override
            public int passedOn() {
                return server.script.apply("") == Act.ACCEPT
                        ? (int) keys().stream().distinct().count()
                        : 0;
            }

            @Override
            public void close() {
                channel.close();
                server.close();
            }
        };
    }
}

package io.kikkake.server.delivery;

import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.ChannelContract;
import io.kikkake.server.delivery.ScriptedSmtp.Act;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

class MailContractTest extends ChannelContract {

    private static final Pattern KEY = Pattern.compile("(?m)^X-Kikkake-Send: (.*)$");

    @Override
    protected Set<Mood> moods() {
        return Set.of(Mood.ACCEPTS, Mood.REFUSES, Mood.BUSY, Mood.UNREACHABLE, Mood.SILENT);
    }

    /** A mail is the message itself, and is looked at with it. */
    @Override
    protected Map<String, Value> nonsense() {
        return Map.of();
    }

    @Override
    protected Side side() {
        var server = new ScriptedSmtp();
        var zone = ZoneId.of("Asia/Tokyo");
        Supplier<MailServer> peer = () -> MailServer.local(server.port());
        var terms = new Relay.Terms("scripted", 1, 40, 0);
        var relays = new Relays(List.of(new Relay(terms, peer, new SmtpPool(peer, 0), System::nanoTime)));
        var channel = new MailChannel(
                new LetterWriter(zone), relays, new Houses(List.of(), new Unwarmed(), zone), Clock.systemUTC());
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
                    case BUSY -> new Act.Answer("451 4.3.0 later");
                    case SILENT -> Act.CUT_AFTER_DOT;
                    case UNREACHABLE -> new Act.Answer("550 5.1.1 no such user");
                    case SPENT -> throw new IllegalArgumentException(mood.name());
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

    /** No house is being made known to slowly. */
    private static final class Unwarmed implements Warming.Book {

        @Override
        public int take(String domain, LocalDate day, int wanted, int amount) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int taken(String domain, LocalDate day) {
            throw new UnsupportedOperationException();
        }
    }
}

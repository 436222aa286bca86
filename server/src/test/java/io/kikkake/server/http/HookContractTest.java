package io.kikkake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.value.Value;
import io.kikkake.server.TestSettings;
import io.kikkake.server.channel.Answer;
import io.kikkake.server.channel.Assignment;
import io.kikkake.server.channel.ChannelContract;
import io.kikkake.server.platform.Hmac;
import io.kikkake.server.platform.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HookContractTest extends ChannelContract {

    @Override
    protected Set<Mood> moods() {
        return Set.of(Mood.ACCEPTS, Mood.REFUSES, Mood.BUSY, Mood.SILENT);
    }

    @Override
    protected Duration busyFor() {
        return Duration.ofSeconds(30);
    }

    @Override
    protected Map<String, Value> nonsense() {
        return Map.of(
                "", Value.of("x"),
                "/url", Json.read("{\"url\": \"ftp://example.jp/\"}"),
                "/uri", Json.read("{\"uri\": \"https://example.jp/\"}"));
    }

    private static HookChannel channel(String url, boolean privateNetworks) {
        return new HookChannel(
                TestSettings.with(Map.of(
                                "kikkake.hook.url",
                                url,
                                "kikkake.hook.private-networks",
                                Boolean.toString(privateNetworks)))
                        .hook(),
                "secret");
    }

    @Override
    protected Side side() {
        var stub = new ProviderStub();
        Value.ObjectOf content = Json.object("{\"body\": {\"name\": \"山田\"}}");
        return new HttpSide(stub, channel(stub.url().toString(), true), "", content) {
            @Override
            public List<String> keys() {
                return stub.called.stream()
                        .map(call -> call.headers().get("kikkake-id"))
                        .toList();
            }
        };
    }

    private static Answer send(HookChannel channel, String content) {
        return channel.prepare(new Assignment(
                        "m1", 17, "", Json.object(content), "s", "m", "t", "t", true, "", 1, Instant.EPOCH))
                .send();
    }

    @Test
    void the_receiver_can_tell_that_it_is_from_us_and_whether_it_has_it_already() {
        try (var stub = new ProviderStub()) {
            assertThat(send(channel(stub.url().toString(), true), "{\"body\": {\"name\": \"山田\"}}"))
                    .isInstanceOf(Answer.Accepted.class);
            var call = stub.called.getFirst();
            assertThat(call.headers()).containsEntry("kikkake-id", "m1");
            assertThat(call.headers().get("kikkake-signature"))
                    .isEqualTo("sha256="
                            + HexFormat.of()
                                    .formatHex(Hmac.sha256("secret", call.body().getBytes(StandardCharsets.UTF_8))));
            assertThat(Json.object(call.body()).at("body.name")).isEqualTo(Value.of("山田"));
        }
    }

    @Test
    void a_messages_url_is_no_way_into_our_own_network() {
        try (var stub = new ProviderStub()) {
            String port = ":" + stub.url().getPort();
            for (String host : List.of(
                    "127.0.0.1",
                    "localhost",
                    "[::1]",
                    "0.0.0.0",
                    "10.0.0.1",
                    "169.254.169.254",
                    "[::ffff:127.0.0.1]")) {
                Answer answer =
                        send(channel("https://example.jp/", false), "{\"url\": \"http://" + host + port + "/\"}");
                assertThat(answer).as(host).isInstanceOf(Answer.Never.class);
            }
            assertThat(stub.called).isEmpty();
        }
    }

    @Test
    void whom_a_customer_names_is_not_called() {
        assertThat(channel("", true).flaws(Json.read("{\"url\": \"https://{{ customer.host }}/x\"}")))
                .isNotEmpty();
        assertThat(channel("", true).flaws(Json.read("{\"url\": \"https://example.jp/{{ customer.id }}\"}")))
                .isEmpty();
    }

    @Test
    void five_hundred_is_later() {
        try (var stub = new ProviderStub()) {
            stub.status = 503;
            assertThat(send(channel(stub.url().toString(), true), "{}")).isInstanceOf(Answer.NotNow.class);
        }
    }
}

package io.kikkake.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.value.Value;
import io.kikkake.server.TestSettings;
import io.kikkake.server.channel.Answer;
import io.kikkake.server.channel.Assignment;
import io.kikkake.server.channel.ChannelContract;
import io.kikkake.server.platform.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SmsContractTest extends ChannelContract {

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
                "",
                Value.of(7),
                "/text",
                (Value) new Value.ObjectOf(Map.of("text", Value.of("長".repeat(671)))),
                "/subject",
                new Value.ObjectOf(Map.of("text", Value.of("x"), "subject", Value.of("x"))));
    }

    private static SmsChannel channel(ProviderStub stub, Map<String, String> more) {
        var settings = new HashMap<>(Map.of("kikkake.sms.url", stub.url().toString()));
        settings.putAll(more);
        return new SmsChannel(TestSettings.with(settings).sms());
    }

    @Override
    protected Side side() {
        var stub = new ProviderStub();
        var channel = channel(stub, Map.of());
        return new HttpSide(stub, channel, "090-1234-5678", new Value.ObjectOf(Map.of("text", Value.of("こんにちは")))) {
            @Override
            public List<String> keys() {
                return stub.called.stream()
                        .map(call ->
                                String.valueOf(Json.object(call.body()).fields().get("id")))
                        .toList();
            }
        };
    }

    private static Assignment assignment(String phone, String text) {
        return new Assignment(
                "m1",
                1,
                phone,
                new Value.ObjectOf(Map.of("text", Value.of(text))),
                "s",
                "m",
                "t",
                "t",
                true,
                "",
                1,
                Instant.EPOCH);
    }

    @Test
    void what_a_customer_is_called_cannot_get_out_of_its_place_in_the_body() {
        try (var stub = new ProviderStub()) {
            channel(stub, Map.of())
                    .prepare(assignment("09012345678", "\",\"to\":\"+1\\\n"))
                    .send();
            assertThat(Json.object(stub.called.getFirst().body()).toJava())
                    .isEqualTo(Map.of("to", "+819012345678", "text", "\",\"to\":\"+1\\", "id", "m1"));
            channel(
                            stub,
                            Map.of(
                                    "kikkake.sms.headers.Content-Type",
                                    "application/x-www-form-urlencoded",
                                    "kikkake.sms.body",
                                    "to={{ to }}&body={{ text }}"))
                    .prepare(assignment("+81 90 1234 5678", "a&to=1 あ"))
                    .send();
            assertThat(stub.called.getLast().body()).isEqualTo("to=%2B819012345678&body=a%26to%3D1+%E3%81%82");
        }
    }

    @Test
    void a_200_that_says_no_is_a_no_and_the_providers_own_id_is_kept() {
        try (var stub = new ProviderStub()) {
            var channel = channel(
                    stub,
                    Map.of(
                            "kikkake.sms.accepted.path",
                            "messages.0.status",
                            "kikkake.sms.accepted.value",
                            "0",
                            "kikkake.sms.reference-path",
                            "messages.0.id"));
            stub.answer = "{\"messages\":[{\"status\":\"4\",\"id\":\"p-1\"}]}";
            assertThat(channel.prepare(assignment("09012345678", "x")).send()).isInstanceOf(Answer.Never.class);
            stub.answer = "{\"messages\":[{\"status\":0,\"id\":\"p-2\"}]}";
            assertThat(channel.prepare(assignment("09012345678", "x")).send()).isEqualTo(new Answer.Accepted("p-2"));
        }
    }

    @Test
    void a_500_that_nobody_explained_may_have_been_taken() {
        try (var stub = new ProviderStub()) {
            stub.status = 500;
            assertThat(channel(stub, Map.of())
                            .prepare(assignment("09012345678", "x"))
                            .send())
                    .isInstanceOf(Answer.Silence.class);
            assertThat(channel(stub, Map.of("kikkake.sms.retry-on", "429,5xx"))
                            .prepare(assignment("09012345678", "x"))
                            .send())
                    .isInstanceOf(Answer.NotNow.class);
        }
    }
}

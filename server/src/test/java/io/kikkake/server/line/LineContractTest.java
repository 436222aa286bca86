package io.kikkake.server.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.value.Value;
import io.kikkake.server.TestClock;
import io.kikkake.server.channel.Answer;
import io.kikkake.server.channel.Assignment;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.ChannelContract;
import io.kikkake.server.line.LineStub.Fault;
import io.kikkake.server.platform.Settings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineContractTest extends ChannelContract {

    private static final String FRIEND = "U" + "1".repeat(32);

    private final TestClock clock = new TestClock("2026-04-01T00:00:00Z");

    @Override
    protected Duration busyFor() {
        return Duration.ofSeconds(7);
    }

    @Override
    protected Map<String, Value> nonsense() {
        return Map.of(
                "", Value.of(true),
                "/txet", value("{'txet': 'x'}"),
                "/text", value("{'text': ' '}"),
                "/messages", value("{'messages': []}"),
                "/messages/0", value("{'messages': ['x']}"),
                "/messages/0/type", value("{'messages': [{'type': 'banner'}]}"),
                "/messages/1/text", value("{'messages': [{'type': 'text', 'text': 'x'}, {'type': 'text'}]}"),
                "/messages/0/colour", value("{'messages': [{'type': 'text', 'text': 'x', 'colour': 'red'}]}"),
                "/messages/0/contents", value("{'messages': [{'type': 'flex', 'altText': 'x'}]}"),
                "/products", value("{'products': 'event.products'}"));
    }

    private static Value value(String json) {
        return io.kikkake.server.platform.Json.read(json.replace('\'', '"'));
    }

    @Override
    protected Side side() {
        return new LineSide();
    }

    private final class LineSide implements Side {

        private final LineStub stub = new LineStub();
        private volatile boolean blocked;
        private final LineChannel channel = channel(stub, Duration.ofSeconds(30));

        private LineChannel channel(LineStub line, Duration timeout) {
            var settings = new Settings.Line(LineStub.TOKEN, "", line.url(), null, 32, 1000, timeout);
            var client = new LineClient(settings, clock);
            return new LineChannel(settings, client, new Quota(client::quota, clock), friend -> blocked);
        }

        @Override
        public Channel channel() {
            return channel;
        }

        @Override
        public String address() {
            return FRIEND;
        }

        @Override
        public Value.ObjectOf content() {
            return new Value.ObjectOf(Map.of("text", Value.of("こんにちは")));
        }

        @Override
        public void will(Mood mood) {
            blocked = mood == Mood.UNREACHABLE;
            stub.limit = mood == Mood.SPENT ? 0 : 1000;
            stub.fault = switch (mood) {
                case ACCEPTS, UNREACHABLE, SPENT -> Fault.NONE;
                case REFUSES -> Fault.REFUSED;
                case BUSY -> Fault.RATE;
                case SILENT -> Fault.CUT;
            };
        }

        @Override
        public void leave() {
            stub.close();
        }

        @Override
        public List<String> keys() {
            return stub.keys;
        }

        @Override
        public int passedOn() {
            return stub.pushed.size();
        }

        @Override
        public void close() {
            stub.close();
        }
    }

    private static Answer send(LineSide side, String id) {
        return side.channel()
                .prepare(new Assignment(
                        id, 1, FRIEND, side.content(), "s", "m", "t", "t", true, "", 1, java.time.Instant.EPOCH))
                .send();
    }

    @Test
    void a_500_may_have_been_taken_and_is_tried_again_under_the_same_key() {
        try (var side = new LineSide()) {
            side.stub.fault = Fault.BROKEN;
            assertThat(send(side, "m1")).isInstanceOf(Answer.Silence.class);
            side.stub.fault = Fault.NONE;
            assertThat(send(side, "m1")).isInstanceOf(Answer.Accepted.class);
            assertThat(side.stub.pushed).hasSize(1);
        }
    }

    @Test
    void a_second_try_of_what_line_has_is_accepted_with_the_request_that_brought_it() {
        try (var side = new LineSide()) {
            send(side, "m1");
            assertThat(send(side, "m1")).isEqualTo(new Answer.Accepted("request-0"));
            assertThat(side.stub.pushed).hasSize(1);
        }
    }

    @Test
    void an_answer_that_does_not_come_in_time_is_silence() {
        try (var side = new LineSide()) {
            side.stub.fault = Fault.HANG;
            var hurried = side.channel(side.stub, Duration.ofMillis(200));
            Answer answer = hurried.prepare(new Assignment(
                            "m1", 1, FRIEND, side.content(), "s", "m", "t", "t", true, "", 1, java.time.Instant.EPOCH))
                    .send();
            assertThat(answer).isInstanceOf(Answer.Silence.class);
            side.stub.fault = Fault.NONE;
            assertThat(send(side, "m1")).isInstanceOf(Answer.Accepted.class);
            assertThat(side.stub.pushed).hasSize(1);
        }
    }

    @Test
    void an_account_that_may_not_send_and_a_user_line_does_not_know_leave_it_to_the_next_channel() {
        try (var side = new LineSide()) {
            side.stub.fault = Fault.FORBIDDEN;
            assertThat(send(side, "m1")).isInstanceOf(Answer.Elsewhere.class);
            side.stub.fault = Fault.UNKNOWN_USER;
            assertThat(send(side, "m2")).isInstanceOf(Answer.Elsewhere.class);
        }
    }

    @Test
    void a_used_up_quota_is_asked_for_once_a_minute_and_nothing_is_sent_meanwhile() {
        try (var side = new LineSide()) {
            side.will(Mood.SPENT);
            Collections.nCopies(5, "m").forEach(id -> assertThat(send(side, id)).isInstanceOf(Answer.Elsewhere.class));
            assertThat(side.stub.keys).hasSize(1);
            assertThat(side.stub.quotaAsked).hasValue(1);
            side.stub.limit = 10;
            clock.advance(Duration.ofSeconds(61));
            assertThat(send(side, "m9")).isInstanceOf(Answer.Accepted.class);
        }
    }
}

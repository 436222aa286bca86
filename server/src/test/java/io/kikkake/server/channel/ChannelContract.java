package io.kikkake.server.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kikkake.engine.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every channel keeps to, whoever made it. */
public abstract class ChannelContract {

    /** How the other side behaves. */
    public enum Mood {
        ACCEPTS,
        /** This message and for good. */
        REFUSES,
        /** And says how long, where it can. */
        BUSY,
        /** This recipient shut us out. */
        UNREACHABLE,
        /** We have used up what we may send. */
        SPENT,
        /** It takes the message and breaks off without a word. */
        SILENT
    }

    /** A channel and what is at its other end. */
    public interface Side extends AutoCloseable {

        Channel channel();

        String address();

        /** Filled in. */
        Value.ObjectOf content();

        void will(Mood mood);

        /** Listens no more. */
        void leave();

        /** By what it would tell one message from another, of all that reached it, in order. */
        List<String> keys();

        /** How many messages it passed on. */
        int passedOn();

        @Override
        void close();
    }

    protected abstract Side side();

    /** What the other side is able to do. */
    protected Set<Mood> moods() {
        return Set.of(Mood.values());
    }

    /** What a busy one asks us to wait; null: it cannot say. */
    protected @Nullable Duration busyFor() {
        return null;
    }

    /** Contents of scenarios that must not be published, by the path at fault. */
    protected abstract Map<String, Value> nonsense();

    private static Assignment assignment(Side side, String id) {
        return assignment(id, side.address(), side.content());
    }

    private static Assignment assignment(String id, String address, Value.ObjectOf content) {
        return new Assignment(
                id,
                17,
                address,
                content,
                "cart",
                "mail_1",
                "offers",
                "お得なお知らせ",
                true,
                "https://shop.example/u/1",
                1,
                Instant.parse("2026-04-01T00:00:00Z"));
    }

    private static Answer send(Side side, String id) {
        return side.channel().prepare(assignment(side, id)).send();
    }

    @Test
    void what_the_other_side_takes_is_accepted() {
        try (Side side = side()) {
            assertThat(send(side, "m1")).isInstanceOf(Answer.Accepted.class);
            assertThat(side.passedOn()).isEqualTo(1);
        }
    }

    @Test
    void what_it_refuses_for_good_is_never_sent() {
        try (Side side = side()) {
            side.will(Mood.REFUSES);
            assertThat(send(side, "m1"))
                    .isInstanceOfSatisfying(
                            Answer.Never.class, never -> assertThat(never.why()).isNotBlank());
            assertThat(side.passedOn()).isZero();
        }
    }

    @Test
    void while_it_is_busy_the_message_waits_as_long_as_it_says() {
        try (Side side = side()) {
            side.will(Mood.BUSY);
            assertThat(send(side, "m1"))
                    .isInstanceOfSatisfying(
                            Answer.NotNow.class,
                            later -> assertThat(later.after()).isEqualTo(busyFor()));
            side.will(Mood.ACCEPTS);
            assertThat(send(side, "m1")).isInstanceOf(Answer.Accepted.class);
            assertThat(side.passedOn()).isEqualTo(1);
        }
    }

    @Test
    void whom_it_does_not_reach_another_channel_may() {
        assumeTrue(moods().contains(Mood.UNREACHABLE));
        try (Side side = side()) {
            side.will(Mood.UNREACHABLE);
            assertThat(send(side, "m1")).isInstanceOf(Answer.Elsewhere.class);
            assertThat(side.passedOn()).isZero();
        }
    }

    @Test
    void what_it_has_nothing_left_to_send_with_another_channel_may_send() {
        assumeTrue(moods().contains(Mood.SPENT));
        try (Side side = side()) {
            side.will(Mood.SPENT);
            assertThat(send(side, "m1")).isInstanceOf(Answer.Elsewhere.class);
            assertThat(side.passedOn()).isZero();
        }
    }

    @Test
    void
            no_word_after_the_message_is_out_is_told_as_that_and_a_second_try_makes_no_second_message_where_ids_are_known() {
        try (Side side = side()) {
            side.will(Mood.SILENT);
            assertThat(send(side, "m1")).isInstanceOf(Answer.Silence.class);
            side.will(Mood.ACCEPTS);
            if (side.channel().remembers().isPositive()) {
                assertThat(send(side, "m1")).isInstanceOf(Answer.Accepted.class);
                assertThat(side.passedOn()).isEqualTo(1);
            }
        }
    }

    @Test
    void where_nobody_listens_nothing_was_attempted() {
        try (Side side = side()) {
            Parcel parcel = side.channel().prepare(assignment(side, "m1"));
            side.leave();
            assertThat(parcel.send()).isInstanceOf(Answer.Down.class);
        }
    }

    @Test
    void the_same_message_has_the_same_key_at_every_try_and_another_has_another() {
        try (Side side = side()) {
            side.will(Mood.BUSY);
            send(side, "m1");
            side.will(Mood.ACCEPTS);
            send(side, "m1");
            send(side, "m2");
            List<String> keys = side.keys();
            assertThat(keys).hasSizeGreaterThanOrEqualTo(2);
            assertThat(new HashSet<>(keys)).hasSize(2);
            assertThat(keys.getFirst()).isNotEqualTo(keys.getLast());
        }
    }

    @Test
    void many_threads_send_at_once() throws Exception {
        try (Side side = side();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Answer>>();
            for (int i = 0; i < 40; i++) {
                String id = "m" + i;
                answers.add(threads.submit(() -> send(side, id)));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get()).isInstanceOf(Answer.Accepted.class);
            }
            assertThat(side.passedOn()).isEqualTo(40);
            assertThat(new HashSet<>(side.keys())).hasSize(40);
        }
    }

    @Test
    void nonsense_is_not_published_and_it_is_said_where_it_is() {
        try (Side side = side()) {
            nonsense()
                    .forEach((path, content) -> assertThat(side.channel().flaws(content))
                            .as("%s", content)
                            .anySatisfy(flaw -> {
                                assertThat(flaw.path()).isEqualTo(path);
                                assertThat(flaw.message()).isNotBlank();
                            }));
        }
    }

    @Test
    void it_says_who_it_is() {
        try (Side side = side()) {
            Channel channel = side.channel();
            assertThat(io.kikkake.engine.scenario.Channel.isId(channel.id())).isTrue();
            assertThat(channel.name().ja()).isNotBlank();
            assertThat(channel.name().en()).isNotBlank();
            assertThat(channel.connections()).isBetween(1, 200);
            assertThat(channel.rate()).isNotNegative();
            assertThat(channel.isReady()).isTrue();
            assertThat(channel.unusable(side.address())).isEmpty();
        }
    }

    /** One try of many contents, because another side is costly to make. */
    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void whatever_the_data_it_answers_or_says_that_it_cannot_be_sent(
            @ForAll("contents") List<Value> contents, @ForAll("addresses") List<String> addresses) {
        try (Side side = side()) {
            for (int i = 0; i < contents.size(); i++) {
                Value content = contents.get(i);
                assertThat(side.channel().flaws(content))
                        .allSatisfy(flaw -> assertThat(flaw.path()).matches("(/.*)?"));
                String address = i % 2 == 0 ? side.address() : addresses.get(i);
                var fields = content instanceof Value.ObjectOf object ? object : side.content();
                try {
                    Answer answer = side.channel()
                            .prepare(assignment("m" + i, address, fields))
                            .send();
                    assertThat(answer).isNotNull();
                } catch (Unsendable why) {
                    assertThat(why.getMessage()).isNotBlank();
                }
            }
        }
    }

    private static final int AT_ONCE = 25;

    @Provide
    Arbitrary<List<Value>> contents() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.of(
                        "", " ", "text", "{{ x", "https://example.jp/", "{\"a\":[1]}", "[{\"name\":\"x\"}]", "\ud800"));
        Arbitrary<Value> leaves = Arbitraries.oneOf(
                texts.map(Value::of),
                Arbitraries.longs().map(Value::of),
                Arbitraries.of(true, false).map(Value::of),
                Arbitraries.just(Value.Null.NULL));
        Arbitrary<String> names = Arbitraries.of(
                "text",
                "messages",
                "products",
                "type",
                "altText",
                "contents",
                "url",
                "body",
                "subject",
                "html",
                "from",
                "name",
                "email",
                "quickReply",
                "items",
                "x/y~z");
        Arbitrary<Value> two = deeper(leaves, names);
        return Arbitraries.oneOf(leaves, two, deeper(two, names), deeper(deeper(two, names), names))
                .list()
                .ofSize(AT_ONCE);
    }

    private static Arbitrary<Value> deeper(Arbitrary<Value> inner, Arbitrary<String> names) {
        return Arbitraries.oneOf(
                inner.list().ofMaxSize(3).map(Value.ListOf::new),
                Arbitraries.maps(names, inner).ofMaxSize(5).map(Value.ObjectOf::new));
    }

    @Provide
    Arbitrary<List<String>> addresses() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(50),
                        Arbitraries.of("", "a@b", "a@b.example", "+819012345678", "U0", "\r\n", "090\u0000"))
                .list()
                .ofSize(AT_ONCE);
    }
}

package io.kikkake.server.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.value.Value;
import io.kikkake.server.Answer;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.platform.Hmac;
import io.kikkake.server.platform.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** LINE else e-mail, from event to message; and what friends tell, from LINE to event. */
class LineEndToEndTest {

    private static final String SECRET = "secret-of-the-channel";
    private static final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private static LineStub line;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        line = new LineStub();
        server = TestServer.start(
                clock,
                Map.of(
                        "kikkake.line.token",
                        LineStub.TOKEN,
                        "kikkake.line.secret",
                        SECRET,
                        "kikkake.line.api",
                        line.url().toString(),
                        "kikkake.line.link-page",
                        "https://shop.example/line?from=line",
                        "kikkake.public-url",
                        "https://mail.example"));
        var answer = server.apply("""
                scenario: cart
                name: cart
                topic: news
                trigger: {event: Cart Left}
                goal: {event: LINE Message Received, where: {property: text, equals: "買います"}}
                steps:
                - {id: m, send: hello, channels: [line, email]}
                - {id: w, wait: 3d}
                - {id: again, send: hello, channels: [line, email]}
                messages:
                  hello:
                    from: {name: Shop, email: shop@example.jp}
                    subject: "mail {{ customer.lastName }}"
                    mjml: |
                      <mjml><mj-body><mj-section><mj-column>
                        <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                      </mj-column></mj-section></mj-body></mjml>
                    line:
                      text: "line {{ customer.lastName }}"
                      products: "{{ event.products | json }}"
                """);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        server.close();
        line.close();
    }

    @AfterEach
    void well() {
        line.fault = LineStub.Fault.NONE;
        line.limit = 1_000_000;
        clock.advance(Duration.ofMinutes(2));
    }

    private static int friends;

    private static String friend() {
        return "U%032x".formatted(++friends);
    }

    private static void signUp(String user) {
        server.ingest(
                "identify",
                "{'userId':'" + user + "','traits':{'email':'" + user + "@example.jp','lastName':'" + user + "'}}");
    }

    /** As LINE and the shop do it together. */
    private static void link(String user, String friend) {
        var given = server.call(
                "POST",
                "/api/line/nonces",
                Json.write(Map.of("userId", user, "linkToken", "token-1")),
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + server.token());
        assertThat(given.status()).as(given.text()).isEqualTo(200);
        assertThat(given.json().path("url").asString())
                .startsWith("https://access.line.me/dialog/bot/accountLink?linkToken=token-1&nonce=");
        String nonce = given.json().path("nonce").asString();
        tell(event("accountLink", friend, "\"link\": {\"result\": \"ok\", \"nonce\": \"" + nonce + "\"}"));
        server.settle();
    }

    private static int events;

    private static String event(String type, String friend, String more) {
        return """
                {"type": "%s", "mode": "active", "timestamp": %d, "webhookEventId": "01H%06d",
                 "deliveryContext": {"isRedelivery": false}, "source": {"type": "user", "userId": "%s"}%s}""".formatted(type, clock.millis(), ++events, friend, more.isEmpty() ? "" : ", " + more);
    }

    private static void tell(String... events) {
        Answer answer = post("{\"destination\": \"Ubot\", \"events\": [" + String.join(",", events) + "]}", SECRET);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static Answer post(String body, String secret) {
        String signature =
                Base64.getEncoder().encodeToString(Hmac.sha256(secret, body.getBytes(StandardCharsets.UTF_8)));
        return server.call(
                "POST", "/hooks/line", body, "x-line-signature", signature, "Content-Type", "application/json");
    }

    private static void leavesCart(String user) {
        server.ingest(
                "track",
                "{'userId':'" + user
                        + "','event':'Cart Left','properties':{'products':[{'name':'かばん','price':9800}]}}");
        server.settle();
    }

    private static List<LineStub.Pushed> pushedTo(String friend) {
        return line.pushed.stream().filter(one -> one.to().equals(friend)).toList();
    }

    private static List<String> mailsTo(String user) {
        return server.subjectsTo(user + "@example.jp");
    }

    private static long count(String sql) {
        return server.database().jdbc().sql(sql).query(Long.class).single();
    }

    private static List<String> names(String friend) {
        return server.database()
                .jdbc()
                .sql("select e.name from event e join customer c on c.id = e.customer_id"
                        + " join customer_identity i on i.customer_id = coalesce(c.merged_into, c.id)"
                        + " where i.kind = 4 and i.value = ? and e.kind = 1 order by e.seq")
                .params(friend)
                .query(String.class)
                .list();
    }

    @Test
    void who_is_linked_gets_line_with_the_products_and_no_mail() {
        String friend = friend();
        signUp("linked");
        link("linked", friend);

        leavesCart("linked");

        assertThat(pushedTo(friend)).singleElement().satisfies(one -> {
            assertThat(one.text()).isEqualTo("line linked");
            assertThat(one.body().at("messages.1.contents.contents.0.body.contents.0.text"))
                    .isEqualTo(Value.of("かばん"));
            assertThat(one.body().at("messages.1.contents.contents.0.body.contents.1.text"))
                    .isEqualTo(Value.of("¥9,800"));
        });
        assertThat(mailsTo("linked")).isEmpty();
        var shown = server.get("/api/messages?limit=200").path("messages");
        assertThat(shown).anySatisfy(row -> {
            assertThat(row.path("channel").asString()).isEqualTo("line");
            assertThat(row.path("to").asString()).isEqualTo(friend);
            assertThat(row.path("subject").asString()).isEqualTo("line linked");
        });
    }

    @Test
    void who_is_not_linked_gets_the_mail() {
        signUp("unlinked");
        leavesCart("unlinked");
        assertThat(mailsTo("unlinked")).containsExactly("mail unlinked");
    }

    @Test
    void when_the_quota_is_used_up_as_it_leaves_the_mail_goes_once() {
        String friend = friend();
        signUp("spent");
        link("spent", friend);
        line.limit = 0;

        leavesCart("spent");

        assertThat(pushedTo(friend)).isEmpty();
        assertThat(mailsTo("spent")).containsExactly("mail spent");
        assertThat(count("select count(*) from outcome o join customer c on c.id = o.customer_id"
                        + " where c.attributes ->> 'lastName' = 'spent'"))
                .isEqualTo(1);
        clock.advance(Duration.ofMinutes(2));
        assertThat(server.get("/api/line").path("quota").path("left").asLong()).isZero();
    }

    @Test
    void who_blocked_the_account_gets_the_mail_and_line_again_after_following_again() {
        String friend = friend();
        signUp("blocker");
        link("blocker", friend);
        clock.advance(Duration.ofSeconds(1));
        tell(event("unfollow", friend, ""));
        server.settle();

        leavesCart("blocker");
        assertThat(pushedTo(friend)).isEmpty();
        assertThat(mailsTo("blocker")).containsExactly("mail blocker");

        clock.advance(Duration.ofSeconds(1));
        tell(event("follow", friend, "\"follow\": {\"isUnblocked\": true}"));
        server.settle();
        assertThat(count("select count(*) from suppression where address = '" + friend.toLowerCase() + "'"))
                .isZero();
        clock.advance(Duration.ofDays(4));
        server.publish(new io.kikkake.server.platform.ClockMoved());
        TestServer.await("the second message", () -> !pushedTo(friend).isEmpty());
        assertThat(mailsTo("blocker")).hasSize(1);
        assertThat(names(friend)).contains("LINE Unfollowed", "LINE Followed", "Message Bounced", "Suppression Lifted");
    }

    @Test
    void a_block_that_line_tells_late_does_not_undo_what_came_after_it() {
        String friend = friend();
        String unfollowed = event("unfollow", friend, "");
        clock.advance(Duration.ofSeconds(5));
        tell(event("follow", friend, ""));
        tell(unfollowed);
        assertThat(server.bean(Friends.class).isBlocked(friend)).isFalse();
        assertThat(names(friend)).doesNotContain("Message Bounced");
    }

    @Test
    void what_line_tells_again_is_taken_once_and_what_others_invent_not_at_all() {
        String friend = friend();
        String hello =
                event("message", friend, "\"message\": {\"type\": \"text\", \"id\": \"1\", \"text\": \"hi \\u0000\"}");
        tell(hello, event("somethingNew", friend, ""), "{\"type\": \"broken\"}", "7");
        tell(hello);
        assertThat(names(friend)).containsExactly("LINE Message Received");
        assertThat(post("{\"events\": []}", "another secret").status()).isEqualTo(401);
        assertThat(server.call("POST", "/hooks/line", "{\"events\": []}").status())
                .isEqualTo(401);
        assertThat(post("not json", SECRET).status()).isEqualTo(400);
        assertThat(post("{\"events\": []}", SECRET).status()).isEqualTo(200);
    }

    @Test
    void a_message_of_the_friend_may_be_the_goal_and_a_button_pressed_is_an_event_with_its_data() {
        String friend = friend();
        signUp("buyer");
        link("buyer", friend);
        leavesCart("buyer");
        tell(
                event("message", friend, "\"message\": {\"type\": \"text\", \"id\": \"1\", \"text\": \"買います\"}"),
                event("postback", friend, "\"postback\": {\"data\": \"action=buy&item=%E3%81%8B\"}"));
        server.settle();
        assertThat(count("select count(*) from run r join customer c on c.id = r.customer_id"
                        + " where c.attributes ->> 'lastName' = 'buyer'"))
                .isZero();
        assertThat(server.database()
                        .jdbc()
                        .sql("select properties -> 'fields' ->> 'item' from event where name = 'LINE Postback'")
                        .query(String.class)
                        .list())
                .contains("か");
    }

    @Test
    void a_friend_who_signs_in_is_one_customer_with_what_was_known_of_both_and_two_again_after_parting() {
        String friend = friend();
        tell(event("follow", friend, ""));
        signUp("joined");
        link("joined", friend);
        assertThat(names(friend)).contains("LINE Followed", "LINE Linked");
        long linked = server.get("/api/line").path("linked").asLong();
        assertThat(linked).isPositive();

        tell(event("postback", friend, "\"replyToken\": \"r1\", \"postback\": {\"data\": \"kikkake:unlink\"}"));
        TestServer.await(
                "the answer",
                () -> line.replies.stream()
                        .anyMatch(reply -> Value.of("連携を解除しました。").equals(reply.at("messages.0.text"))));
        server.settle();
        assertThat(server.get("/api/line").path("linked").asLong()).isEqualTo(linked - 1);
        leavesCart("joined");
        assertThat(pushedTo(friend)).isEmpty();
        assertThat(mailsTo("joined")).containsExactly("mail joined");
    }

    @Test
    void a_friend_who_links_with_another_customer_leaves_the_first() {
        String friend = friend();
        signUp("first");
        signUp("second");
        link("first", friend);
        clock.advance(Duration.ofSeconds(1));
        link("second", friend);
        leavesCart("first");
        leavesCart("second");
        assertThat(mailsTo("first")).containsExactly("mail first");
        assertThat(mailsTo("second")).isEmpty();
        assertThat(pushedTo(friend)).extracting(LineStub.Pushed::text).containsExactly("line second");
    }

    @Test
    void the_button_to_link_leads_by_us_to_the_shops_page_and_a_nonce_is_not_for_browsers() {
        tell(event("postback", friend(), "\"replyToken\": \"r2\", \"postback\": {\"data\": \"kikkake:link\"}"));
        TestServer.await(
                "the answer",
                () -> line.replies.stream()
                        .anyMatch(reply -> Value.of("https://mail.example/line/link?linkToken=link-token")
                                .equals(reply.at("messages.0.template.actions.0.uri"))));
        assertThat(server.call("GET", "/line/link?linkToken=a%26b", "").header("Location"))
                .isEqualTo("https://shop.example/line?from=line&linkToken=a%26b");
        assertThat(server.call("POST", "/api/line/nonces", "{\"userId\": \"x\"}", "Content-Type", "application/json")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void what_line_would_refuse_is_not_published() {
        var answer = server.apply("""
                scenario: wrong
                name: wrong
                topic: news
                trigger: {event: X}
                steps:
                - {id: m, send: hello, channels: [line]}
                messages:
                  hello:
                    line: {messages: [{type: text, text: x}, {type: banner}]}
                """);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("/messages/hello/line/messages/1/type");
    }
}

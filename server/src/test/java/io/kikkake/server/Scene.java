package io.kikkake.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.platform.ClockMoved;
import java.time.Duration;
import java.util.List;

/** What tests of the whole product say again and again, in few words. Quotes in JSON may be single. */
public final class Scene {

    private final TestServer server;
    private final TestClock clock;

    public Scene(TestServer server, TestClock clock) {
        this.server = server;
        this.clock = clock;
    }

    /** A scenario with the message {@code m}, whose subject is its id. */
    public static String document(String id, String trigger, String steps) {
        return document(id, trigger, steps, id);
    }

    public static String document(String id, String trigger, String steps, String subject) {
        return """
                scenario: %s
                name: %s
                topic: news
                trigger: %s
                steps:
                %s
                messages:
                  m:
                    from: {name: Shop, email: shop@example.jp}
                    subject: "%s"
                    mjml: |
                      <mjml><mj-body><mj-section><mj-column>
                        <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                      </mj-column></mj-section></mj-body></mjml>
                """.formatted(id, id, trigger, steps.stripTrailing().indent(2).stripTrailing(), subject);
    }

    public void publish(String document) {
        var answer = server.apply(document);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        batchesEnd();
    }

    /** With one step, which sends. */
    public void publish(String id, String trigger) {
        publish(document(id, trigger, "- {id: mail, send: m}"));
    }

    public Answer call(String method, String path, String body, String type) {
        return server.call(method, path, body, "Authorization", "Bearer " + server.token(), "Content-Type", type);
    }

    public Answer put(String path, String json) {
        return call("PUT", path, json.replace('\'', '"'), "application/json");
    }

    public void archive(String scenario) {
        assertThat(call("DELETE", "/api/scenarios/" + scenario, "", "application/json")
                        .status())
                .isEqualTo(204);
    }

    /** Somebody with an address. */
    public void signUp(String user, String... traits) {
        String more = traits.length == 0 ? "" : "," + String.join(",", traits);
        var answer = server.ingest(
                "identify", "{'userId':'" + user + "','traits':{'email':'" + user + "@example.jp'" + more + "}}");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    public void does(String user, String event, String... properties) {
        send("'userId':'" + user + "'", event, properties);
    }

    /** Somebody nobody knows yet. */
    public void visitorDoes(String device, String event, String... properties) {
        send("'anonymousId':'" + device + "'", event, properties);
    }

    private void send(String who, String event, String... properties) {
        var answer = server.ingest(
                "track", "{" + who + ",'event':'" + event + "','properties':{" + String.join(",", properties) + "}}");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    public List<String> mails(String user) {
        return server.subjectsTo(user + "@example.jp");
    }

    public long count(String sql, Object... values) {
        return server.database()
                .jdbc()
                .sql(sql)
                .params(List.of(values))
                .query(Long.class)
                .single();
    }

    public long customer(String user) {
        return count("select customer_id from customer_identity where kind = 1 and value = ?", user);
    }

    public void batchesEnd() {
        TestServer.await("the batches to end", () -> count("select count(*) from batch where ended_at is null") == 0);
        server.settle();
    }

    /** Lets time go by, and what is due by then happen. */
    public void pass(Duration time) {
        clock.advance(time);
        server.publish(new ClockMoved());
        String now = clock.instant().toString();
        TestServer.await(
                "nothing to be due",
                () -> count(
                                "select (select count(*) from run where due <= now.at)"
                                        + " + (select count(*) from timer where due <= now.at)"
                                        + " + (select count(*) from schedule where due <= now.at)"
                                        + " + (select count(*) from telling where due <= now.at)"
                                        + " from (select ?::timestamptz) now (at)",
                                now)
                        == 0);
        batchesEnd();
    }
}

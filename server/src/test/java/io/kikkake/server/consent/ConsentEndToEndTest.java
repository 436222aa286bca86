package io.kikkake.server.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Answer;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.delivery.UnsubscribeLinks;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What customers choose on the pages without a login, and what becomes of it. */
class ConsentEndToEndTest {

    private static final String LETTER = """
            scenario: %1$s
            name: {ja: お便り, en: Letter}
            topic: %2$s
            trigger: {event: %3$s}
            steps:
              - {id: mail, send: hello}
            messages:
              hello:
                from: {name: Shop, email: shop@example.jp}
                subject: "hello from %1$s"
                text: |
                  {{ sender.name }}
                  {{ links.preferences }}
                  配信停止: {{ links.unsubscribe }}
            """;

    private static final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(clock);
        put("/api/topics/letter", """
                {"name": {"ja": "メールマガジン", "en": "Letter"}, "kind": "marketing", "consent": "opt-in", "doubleOptIn": true}""", 200);
        assertThat(server.apply(LETTER.formatted("news", "news", "Read")).statusCode())
                .isEqualTo(200);
        assertThat(server.apply(LETTER.formatted("letter", "letter", "Wrote")).statusCode())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_refusal_on_the_page_stops_a_message_that_waits_to_leave() {
        long customer = customer("queued@example.jp");
        String page = preferences(customer);
        server.database()
                .jdbc()
                .sql("insert into outbox (id, customer_id, scenario, version, run, step, message, topic, entry,"
                        + " outputs, priority, status, due, created_at, updated_at)"
                        + " values ('q1', ?, 'news', 1, 'r', 'mail', 'hello', 'news', '{}', '{}', 1, 0,"
                        + " ?::timestamptz, now(), now())")
                .params(customer, clock.instant().plus(Duration.ofHours(1)).toString())
                .update();

        assertThat(form(page, "do=save&topics=news").text()).contains("設定を保存しました。");
        clock.advance(Duration.ofHours(1));
        server.publish(new io.kikkake.server.platform.ClockMoved());
        TestServer.await("the message to end", () -> outcome("q1").isPresent());

        assertThat(outcome("q1")).contains("The customer does not accept the topic news.");
        assertThat(server.subjectsTo("queued@example.jp")).isEmpty();
    }

    @Test
    void a_refused_channel_stops_what_waits_for_it() {
        long customer = customer("channel@example.jp");
        form(preferences(customer), "do=save&topics=news&topic=news&channels=email");
        server.ingest("track", "{'userId':'channel@example.jp','event':'Read'}");
        server.settle();

        assertThat(server.subjectsTo("channel@example.jp")).isEmpty();
        assertThat(acts(customer)).containsExactly("@email refused preference-page");
        clock.advance(Duration.ofSeconds(1));
        form(preferences(customer), "do=save&topics=news&topic=news&channels=email&channel=email");
        server.ingest("track", "{'userId':'channel@example.jp','event':'Read'}");
        server.settle();
        assertThat(server.subjectsTo("channel@example.jp")).hasSize(1);
    }

    @Test
    void the_page_shows_what_is_chosen_and_a_second_click_changes_nothing() {
        long customer = customer("chooser@example.jp");
        String page = preferences(customer);
        assertThat(get(page).text())
                .contains("お届けする内容", "value=\"news\" checked", "お手続きに関するご連絡", "停止できません")
                .contains("value=\"email\" checked", "value=\"all\" checked")
                .doesNotContain("<script");
        for (int i = 0; i < 2; i++) {
            assertThat(form(page, "do=save&topics=news&topic=news&often=week").text())
                    .contains("role=\"status\"", "value=\"week\" checked");
        }
        assertThat(acts(customer)).containsExactly(">week refused preference-page");
        form(page, "do=save&often=month");
        form(page, "do=save&often=all");
        assertThat(acts(customer))
                .containsExactlyInAnyOrder(
                        ">week refused preference-page",
                        ">week granted preference-page",
                        ">month refused preference-page",
                        ">month granted preference-page");
    }

    @Test
    void the_page_speaks_the_browsers_language_and_can_be_switched() {
        String page = preferences(customer("english@example.jp"));
        assertThat(server.call("GET", page, "", "Accept-Language", "en-US,en").text())
                .contains("<html lang=\"en\">", "Your e-mail preferences", "hreflang=\"ja\"");
        assertThat(server.call("GET", page + "?lang=ja", "", "Accept-Language", "en")
                        .text())
                .contains("<html lang=\"ja\">");
    }

    @Test
    void who_stops_everything_gets_nothing_of_any_topic() {
        long customer = customer("stop@example.jp");
        String page = preferences(customer);
        for (int i = 0; i < 2; i++) {
            assertThat(form(page, "do=stop").text()).contains("お知らせをすべて停止しました。");
        }
        put("/api/topics/later", """
                {"name": {"ja": "後から", "en": "Later"}, "kind": "marketing", "consent": "until-refused"}""", 200);
        assertThat(server.apply(LETTER.formatted("later", "later", "Came")).statusCode())
                .isEqualTo(200);
        server.ingest("track", "{'userId':'stop@example.jp','event':'Came'}");
        server.ingest("track", "{'userId':'stop@example.jp','event':'Read'}");
        server.settle();

        assertThat(server.subjectsTo("stop@example.jp")).isEmpty();
        assertThat(acts(customer)).contains("* refused preference-page", "news refused preference-page");
        assertThat(acts(customer)).doesNotHaveDuplicates();
    }

    @Test
    void a_link_that_nobody_signed_chooses_nothing() {
        String page = preferences(customer("forged@example.jp"));
        String token = page.substring("/p/".length());
        char other = token.charAt(5) == 'A' ? 'B' : 'A';
        for (String wrong : List.of(
                "/p/x",
                "/p/" + token.substring(0, 5) + other + token.substring(6),
                "/u/" + token,
                "/c/" + token,
                "/p/" + "A".repeat(3000))) {
            assertThat(get(wrong).status()).as(wrong).isEqualTo(404);
            assertThat(form(wrong, "do=stop").status()).as(wrong).isEqualTo(404);
        }
    }

    @Test
    void unsubscribing_can_be_undone_for_a_day() {
        long customer = customer("undo@example.jp");
        String link = path(server.bean(UnsubscribeLinks.class).link(customer, "news", "m1"));
        Answer done = form(link + "?from=page", "");
        assertThat(done.text()).contains("配信を停止しました", "取り消す");
        assertThat(consent(customer, "news")).isEqualTo("unsubscribed");
        assertThat(form(link + "?undo=yes", "").text()).contains("配信停止を取り消しました");
        assertThat(consent(customer, "news")).isEqualTo("subscribed");

        form(link, "List-Unsubscribe=One-Click");
        clock.advance(Duration.ofDays(1).plusSeconds(1));
        assertThat(form(link + "?undo=yes", "").text()).contains("取り消せる手続きがありません");
        assertThat(consent(customer, "news")).isEqualTo("unsubscribed");
        assertThat(acts(customer))
                .containsExactly(
                        "news refused list-unsubscribe",
                        "news granted unsubscribe-page",
                        "news refused unsubscribe-page");
    }

    @Test
    void one_click_answers_without_redirect_and_cookie_and_looking_changes_nothing() {
        long customer = customer("oneclick@example.jp");
        String link = path(server.bean(UnsubscribeLinks.class).link(customer, "news", "m1"));
        get(link);
        server.call("HEAD", link, "");
        assertThat(consent(customer, "news")).isEqualTo("none");
        for (int i = 0; i < 2; i++) {
            var answer = server.post(
                    link,
                    "multipart/form-data; boundary=x",
                    "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n"
                            .getBytes(UTF_8),
                    Map.of());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "location");
        }
        assertThat(acts(customer)).containsExactly("news refused list-unsubscribe");
    }

    @Test
    void a_subscription_counts_once_its_button_is_pressed() {
        long customer = customer("double@example.jp");
        subscribe("double@example.jp", "letter");
        assertThat(server.subjectsTo("double@example.jp")).containsExactly("【ご確認ください】「メールマガジン」の配信登録");
        assertThat(consent(customer, "letter")).isEqualTo("asked");
        server.ingest("track", "{'userId':'double@example.jp','event':'Wrote'}");
        server.settle();
        assertThat(server.subjectsTo("double@example.jp")).hasSize(1);

        String link = confirmation("double@example.jp");
        assertThat(get(link).text()).contains("配信登録の確認", "<form");
        assertThat(consent(customer, "letter"))
                .as("a scanner that opens links confirms nothing")
                .isEqualTo("asked");
        for (int i = 0; i < 2; i++) {
            assertThat(form(link, "").text()).contains("登録が完了しました");
        }
        assertThat(consent(customer, "letter")).isEqualTo("subscribed");
        server.ingest("track", "{'userId':'double@example.jp','event':'Wrote'}");
        server.settle();
        assertThat(server.subjectsTo("double@example.jp")).contains("hello from letter");

        JsonNode granted = ledger(customer).get(0);
        assertThat(granted.path("act").asString()).isEqualTo("granted");
        assertThat(granted.path("address").asString()).isEqualTo("double@example.jp");
        assertThat(granted.path("ip").asString()).isNotBlank();
        assertThat(granted.path("userAgent").asString()).isNotBlank();
        assertThat(granted.path("text").asString()).contains("同意", "メールマガジン");

        // Refused since: the old link does not bring it back.
        form(preferences(customer), "do=save&topics=letter");
        assertThat(form(link, "").text()).contains("このリンクは使用済みです");
        assertThat(consent(customer, "letter")).isEqualTo("unsubscribed");
    }

    @Test
    void a_mailbox_is_not_flooded_with_questions() {
        customer("flood@example.jp");
        for (int i = 0; i < 5; i++) {
            subscribe("flood@example.jp", "letter");
        }
        assertThat(server.subjectsTo("flood@example.jp"))
                .as("within ten minutes")
                .hasSize(1);
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(11));
            subscribe("flood@example.jp", "letter");
        }
        assertThat(server.subjectsTo("flood@example.jp")).as("in a day").hasSize(3);
    }

    @Test
    void an_expired_link_says_so() {
        long customer = customer("late@example.jp");
        subscribe("late@example.jp", "letter");
        String link = confirmation("late@example.jp");
        clock.advance(Duration.ofDays(7));
        Answer answer = form(link, "");
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.text()).contains("有効期限");
        assertThat(consent(customer, "letter")).isEqualTo("asked");
    }

    @Test
    void nobody_outside_can_say_that_a_subscription_was_confirmed() {
        long customer = customer("cheat@example.jp");
        var answer = server.ingest(
                "batch",
                "{'batch':[{'type':'track','userId':'cheat@example.jp','event':'Subscription Confirmed','properties':{'topic':'letter'}}]}");
        assertThat(answer.body()).contains("rejected").contains("Kikkake's own");
        server.settle();
        assertThat(consent(customer, "letter")).isEqualTo("none");
    }

    @Test
    void consents_are_imported_with_their_proof_and_start_nothing() {
        long customer = customer("import@example.jp");
        String item = "{\"email\": \"Import@example.jp\", \"topic\": \"letter\", \"granted\": true,"
                + " \"at\": \"2024-05-01T09:00:00+09:00\", \"source\": \"https://old.example/form\", \"text\": \"=同意します\"}";
        String body = "{\"consents\": [" + item + "," + item.replace("Import@", "nobody@") + ","
                + item.replace(", \"text\": \"=同意します\"", "") + "]}";
        for (int i = 0; i < 2; i++) {
            JsonNode result = json(call("POST", "/api/consents/import", body));
            assertThat(result.path("imported").asInt()).isEqualTo(1);
            assertThat(result.path("rejected")).hasSize(2);
        }
        server.settle();
        assertThat(consent(customer, "letter")).isEqualTo("subscribed");
        assertThat(acts(customer)).containsExactly("letter granted import: https://old.example/form");
        server.ingest("track", "{'userId':'import@example.jp','event':'Wrote'}");
        server.settle();
        assertThat(server.subjectsTo("import@example.jp")).containsExactly("hello from letter");
        assertThat(call("GET", "/api/consents/export?topic=letter", "").text())
                .contains("letter,granted,import: https://old.example/form,'=同意します");
    }

    @Test
    void a_refusal_is_not_lost_when_two_customers_become_one() {
        server.ingest("identify", "{'anonymousId':'device-1','traits':{}}");
        server.ingest("track", "{'anonymousId':'device-1','event':'Topic Unsubscribed','properties':{'topic':'news'}}");
        server.settle();
        long customer = customer("merged@example.jp");
        server.ingest("identify", "{'anonymousId':'device-1','userId':'merged@example.jp','traits':{}}");
        server.settle();
        assertThat(consent(customer, "news")).isEqualTo("unsubscribed");
    }

    @Test
    void a_topic_with_faults_is_not_saved() {
        put("/api/topics/bad", """
                {"name": {"ja": "x", "en": ""}, "kind": "marketing", "consent": "none"}""", 422);
        put("/api/topics/service", """
                {"name": {"ja": "x", "en": "x"}, "kind": "marketing", "consent": "opt-in"}""", 422);
        put("/api/topics/bad", """
                {"name": {"ja": "x", "en": "x"}, "kind": "transactional", "consent": "none", "doubleOptIn": true}""", 422);
        assertThat(server.get("/api/topics").toString()).doesNotContain("\"bad\"");
    }

    private static long customer(String address) {
        server.ingest("identify", "{'userId':'%1$s','traits':{'email':'%1$s'}}".formatted(address));
        server.settle();
        return server.get("/api/customers?q=" + address)
                .path("customers")
                .get(0)
                .path("id")
                .asLong();
    }

    private static void subscribe(String address, String topic) {
        server.ingest(
                "track",
                "{'userId':'%s','event':'Topic Subscribed','properties':{'topic':'%s','source':'https://shop.example/form','text':'送ってください'}}"
                        .formatted(address, topic));
        server.settle();
    }

    private static String preferences(long customer) {
        return path(server.bean(UnsubscribeLinks.class).preferences(customer));
    }

    private static String confirmation(String address) {
        String id = server.get("/api/mailbox?q=" + address)
                .path("mails")
                .get(0)
                .path("id")
                .asString();
        Matcher link = Pattern.compile("https?://[^/\\s]+(/c/[\\w-]+)")
                .matcher(server.get("/api/mailbox/" + id).path("html").asString());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static String path(String url) {
        return url.replaceAll("https?://[^/]+", "");
    }

    private static Answer get(String path) {
        return server.call("GET", path, "");
    }

    private static Answer form(String path, String fields) {
        return server.call(
                "POST",
                path,
                fields,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "User-Agent",
                "Test Browser");
    }

    private static Answer call(String method, String path, String body) {
        return server.call(
                method, path, body, "Content-Type", "application/json", "Authorization", "Bearer " + server.token());
    }

    private static void put(String path, String body, int status) {
        Answer answer = call("PUT", path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    }

    private static JsonNode json(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return io.kikkake.server.platform.Json.mapper().readTree(answer.text());
    }

    private static JsonNode ledger(long customer) {
        server.settle();
        return server.get("/api/customers/" + customer + "/consents").path("ledger");
    }

    /** Newest first: matter, act, source. */
    private static List<String> acts(long customer) {
        return ledger(customer)
                .valueStream()
                .map(line ->
                        line.path("matter").asString() + " " + line.path("act").asString() + " "
                                + line.path("source").asString())
                .toList();
    }

    private static String consent(long customer, String topic) {
        return server.get("/api/customers/" + customer + "/consents")
                .path("current")
                .valueStream()
                .filter(each -> each.path("matter").asString().equals(topic))
                .findFirst()
                .orElseThrow()
                .path("status")
                .asString();
    }

    private static java.util.Optional<String> outcome(String id) {
        return server.database()
                .jdbc()
                .sql("select error from outcome where id = ?")
                .params(id)
                .query(String.class)
                .optional();
    }
}

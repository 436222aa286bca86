package io.kikkake.server.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** People and machines. */
class JudgementTest {

    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
    private static final Instant SENT = Instant.parse("2026-04-01T00:00:00Z");
    private static final Sending MAIL = new Sending("m1", 1, "s", "s", "m", "t", SENT);

    private static @Nullable String request(String method, @Nullable String agent, String... headers) {
        Map<String, String> all = new HashMap<>();
        if (agent != null) {
            all.put("User-Agent", agent);
        }
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return Machines.reason(method, all::get, "203.0.113.7").orElse(null);
    }

    private static Noticed open(double second) {
        return at(second, new Reference.Picture(MAIL));
    }

    private static Noticed click(double second, int link) {
        return at(second, new Reference.Link(MAIL, link, new Marked("https://shop.example/" + link, 0, 0)));
    }

    private static Noticed at(double second, Reference reference) {
        return new Noticed(new Reaction(SENT.plusMillis((long) (second * 1000)), null, null, ""), reference);
    }

    /** Of each in order: why it is a machine's, or that it is a person's. */
    private static List<String> judged(boolean openedBefore, Noticed... all) {
        return IntStream.range(0, all.length)
                .mapToObj(i ->
                        Judgement.machine(all[i], List.of(all), openedBefore).orElse("person"))
                .toList();
    }

    @Test
    void a_person_opens_and_then_follows_a_link_or_two() {
        assertThat(request("GET", CHROME)).isNull();
        assertThat(request("GET", "Mozilla/5.0 (Windows NT 10.0; Microsoft Outlook 16.0.17)"))
                .isNull();
        assertThat(judged(false, open(60), click(62, 0), click(64, 1))).containsOnly("person");
        assertThat(judged(false, click(60, 0))).as("with pictures off").containsExactly("person");
    }

    @Test
    void mpp_opens_are_apples() {
        assertThat(request("GET", "Mozilla/5.0")).isEqualTo("apple-mpp");
        assertThat(Machines.reason("GET", name -> name.equals("User-Agent") ? CHROME : null, "17.58.1.2"))
                .contains("apple-mpp");
    }

    @Test
    void gmail_loads_pictures_for_a_person() {
        String gmail = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";

        assertThat(request("GET", gmail)).isNull();
        assertThat(Machines.proxy(gmail)).contains("google");
        assertThat(Machines.proxy(CHROME)).isEmpty();
    }

    @Test
    void prefetch_is_nobodys_reading() {
        assertThat(request("GET", CHROME, "Sec-Purpose", "prefetch;prerender")).isEqualTo("prefetch");
        assertThat(request("GET", CHROME, "X-Purpose", "preview")).isEqualTo("prefetch");
        assertThat(judged(false, open(1))).containsExactly("too-soon");
        assertThat(judged(false, click(2, 0))).containsExactly("too-soon");
    }

    @Test
    void scanner_clicks_give_themselves_away() {
        assertThat(request("HEAD", CHROME)).isEqualTo("head");
        assertThat(request("GET", null)).isEqualTo("no-agent");
        assertThat(request("GET", "BarracudaCentral/1.0")).isEqualTo("scanner");
        assertThat(request("GET", "curl/8.5.0")).isEqualTo("scanner");
        assertThat(request("GET", "facebookexternalhit/1.1;line-poker/1.0")).isEqualTo("scanner");
        assertThat(judged(false, click(60, 0), click(61, 1), click(62, 2)))
                .as("many links within seconds")
                .containsOnly("burst");
        assertThat(judged(false, click(60, 0), open(61)))
                .as("the link before the pictures")
                .containsExactly("pictures-after-link", "person");
        assertThat(judged(true, click(60, 0), open(61)))
                .as("of a mail that was open")
                .containsOnly("person");
        assertThat(judged(false, at(60, new Reference.Trap(MAIL)), click(65, 0)))
                .as("the link nobody sees")
                .endsWith("trap");
        assertThat(judged(false, at(60, new Reference.Trap(MAIL)), click(600, 0)))
                .as("a person, later")
                .endsWith("person");
    }
}

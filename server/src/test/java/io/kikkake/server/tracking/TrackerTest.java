package io.kikkake.server.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.value.Value;
import io.kikkake.server.TestSettings;
import io.kikkake.server.message.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of the links of a mail. */
class TrackerTest {

    private static final Sending MAIL = new Sending(
            "00ff30a1b2c3d4e5f60718293a4b5c6d",
            17,
            "cart",
            "mail_1",
            "reminder",
            "offers",
            Instant.parse("2026-04-01T00:00:00Z"));
    private static final Set<String> WRITTEN = Set.of("partner.example");
    private static final Pattern TOKEN = Pattern.compile("https://mail\\.example/t/[co]/([A-Za-z0-9_-]+)");

    private final Tracker tracker = TrackerFixture.tracker(TestSettings.with(
            Map.of("kikkake.public-url", "https://mail.example", "kikkake.tracking.domains[0]", "shop.example")));

    private String track(String html) {
        return track(html, null, null, null, true);
    }

    private String track(
            String html,
            @Nullable Boolean opens,
            @Nullable Boolean clicks,
            @Nullable Boolean marked,
            boolean marketing) {
        return tracker.track(html, new Watch(opens, clicks, marked, Map.of(), WRITTEN), marketing, MAIL);
    }

    private static List<Reference> references(String html) {
        var references = new ArrayList<Reference>();
        TOKEN.matcher(html)
                .results()
                .forEach(token -> references.add(
                        TrackerFixture.TOKENS.read(token.group(1)).orElseThrow()));
        return references;
    }

    private static List<String> targets(String html) {
        return references(html).stream()
                .flatMap(reference -> reference instanceof Reference.Link(var of, int number, Marked target)
                        ? java.util.stream.Stream.of(target.url())
                        : java.util.stream.Stream.empty())
                .toList();
    }

    private static String withoutMarks(String url) {
        return url.replaceAll("[?&]utm_[^#]*", "");
    }

    @Test
    void a_mail_gets_a_picture_at_its_end_and_its_links_lead_here() {
        String mail = track("<html><body><p><a href=\"https://shop.example/items/1\">見る</a></p></body></html>");

        assertThat(mail)
                .matches("(?s)<html><body><a href=\"[^\"]*\" style=\"display:none;\"[^>]*></a><p>"
                        + "<a href=\"https://mail.example/t/c/[^\"]*\">見る</a></p><img src=\"https://mail.example/t/o/[^\"]*\"[^>]*>"
                        + "</body></html>");
        assertThat(references(mail))
                .hasSize(3)
                .allSatisfy(reference -> assertThat(reference.sending()).isEqualTo(MAIL));
    }

    @Test
    void what_stops_mail_leads_there_directly_as_do_other_ways_than_the_web() {
        for (String href : List.of(
                "https://mail.example/u/abc",
                "https://mail.example",
                "mailto:shop@shop.example",
                "tel:0300000000",
                "#top",
                "",
                "javascript:alert(1)",
                "//shop.example/",
                "/items")) {
            String link = "<body><a href=\"" + href + "\">x</a></body>";
            assertThat(track(link)).as(href).contains("<a href=\"" + href + "\">x</a>");
        }
    }

    @Test
    void a_link_that_says_so_is_left_alone() {
        assertThat(track("<a data-track=\"off\" href=\"https://shop.example/\">x</a>"))
                .startsWith("<a data-track=\"off\" href=\"https://shop.example/\">x</a>");
        assertThat(track("<a href='https://shop.example/' DATA-TRACK='OFF'>x</a>"))
                .startsWith("<a href='https://shop.example/' DATA-TRACK='OFF'>x</a>");
    }

    @Test
    void a_link_with_amp_in_it_leads_where_it_led() {
        String mail = track("<a href=\"https://partner.example/?a=1&amp;b=2&#38;c=3&copy=4\">x</a>");

        assertThat(targets(mail)).containsExactly("https://partner.example/?a=1&b=2&c=3&copy=4");
    }

    @Test
    void japanese_in_urls_arrives_as_browsers_would_send_it() {
        String mail = track("<a href=\"https://partner.example/商品/シャツ?色=青 い#詳細\">x</a>");

        assertThat(targets(mail))
                .containsExactly("https://partner.example/%E5%95%86%E5%93%81/%E3%82%B7%E3%83%A3%E3%83%84?"
                        + "%E8%89%B2=%E9%9D%92%20%E3%81%84#%E8%A9%B3%E7%B4%B0");
        assertThat(Target.of("https://日本語.example/").orElseThrow().host()).isEqualTo("xn--wgv71a119e.example");
    }

    @Test
    void urls_of_2000_characters_work_and_longer_ones_than_a_request_can_hold_stay() {
        String long2000 = "https://partner.example/" + "a".repeat(2_000 - 24);
        assertThat(targets(track("<a href=\"" + long2000 + "\">x</a>"))).containsExactly(long2000);

        String endless = "https://partner.example/" + "a".repeat(5_000);
        assertThat(track("<a href=\"" + endless + "\">x</a>")).contains("<a href=\"" + endless + "\"");
    }

    @Test
    void no_open_redirect_what_a_customer_brought_in_is_never_signed() {
        for (String href : List.of(
                "https://evil.example/",
                "https://shop.example.evil.example/",
                "https://evilshop.example/",
                "https://shop.example@evil.example/",
                "https://evil.example\\@shop.example/",
                "https://shop.example:80@evil.example/",
                "https:\\\\evil.example/",
                "https://evil.example%2f@partner.example/")) {
            String link = "<a href=\"" + href + "\">x</a>";
            assertThat(track(link)).as(href).startsWith(link);
        }
    }

    @Test
    void a_header_cannot_be_smuggled_into_the_redirect() {
        assertThat(Target.of("https://shop.example/\r\nSet-Cookie: a=b")
                        .orElseThrow()
                        .url())
                .isEqualTo("https://shop.example/Set-Cookie:%20a=b");
    }

    @Test
    void marks_go_to_the_shops_own_pages_only_and_never_over_what_is_there() {
        String marks = "utm_source=kikkake&utm_medium=email&utm_campaign=cart&utm_content=mail_1";
        String mail = track("<a href=\"https://shop.example/a?utm_source=own&x=1#end\">x</a>"
                + "<a href=\"https://www.shop.example\">x</a><a href=\"https://partner.example/\">x</a>");

        assertThat(targets(mail))
                .containsExactly(
                        "https://shop.example/a?utm_source=own&x=1&" + marks.substring(marks.indexOf('&') + 1) + "#end",
                        "https://www.shop.example?" + marks,
                        "https://partner.example/");
    }

    @Test
    void the_link_that_is_told_is_the_one_that_was_written() {
        Marked marked = Target.of("https://shop.example/a?b=c#d").orElseThrow().with(Map.of("utm_source", "かな"));

        assertThat(marked.url()).isEqualTo("https://shop.example/a?b=c&utm_source=%E3%81%8B%E3%81%AA#d");
        assertThat(marked.written()).isEqualTo("https://shop.example/a?b=c#d");
    }

    @Test
    void a_message_says_itself_what_is_noticed() {
        String link = "<body><a href=\"https://shop.example/\">x</a></body>";

        assertThat(track(link, false, false, false, true)).isEqualTo(link);
        assertThat(track(link, null, null, null, false)).as("transactional").isEqualTo(link);
        assertThat(references(track(link, false, null, null, true))).noneMatch(Reference.Picture.class::isInstance);
        assertThat(references(track(link, null, false, false, true)))
                .singleElement()
                .isInstanceOf(Reference.Picture.class);
        assertThat(track(link, false, false, true, true))
                .isEqualTo("<body><a href=\"https://shop.example/?utm_source=kikkake&amp;utm_medium=email"
                        + "&amp;utm_campaign=cart&amp;utm_content=mail_1\">x</a></body>");
        assertThat(references(track(link, true, true, true, false)))
                .as("transactional where it says so, without a trap")
                .hasSize(2);
    }

    @Test
    void markup_that_only_looks_like_links_stays() {
        for (String html : List.of(
                "<!-- <a href=\"https://shop.example/\">x</a> -->",
                "<style>a[href=\"https://shop.example/\"]{}</style>",
                "<title><a href=\"https://shop.example/\"></title>",
                "<img alt='<a href=\"https://shop.example/\">'>",
                "a < b <a name=x>y</a> <a href",
                "<a href=\"https://shop.example/")) {
            assertThat(targets(track(html))).as(html).isEmpty();
            assertThat(track(html)).as(html).startsWith(html);
        }
    }

    @Test
    void links_are_found_however_they_are_written() {
        String html =
                "<A HREF=https://shop.example/1 class=a>x</A><a\n class='b'\n href = 'https://shop.example/2'>y</a>"
                        + "<area href=\"https://shop.example/3\"/><!--[if mso]><v:roundrect href=\"https://shop.example/4\"></v:roundrect>"
                        + "<![endif]--><a title=\"a > b\" href=\"https://shop.example/5\">z</a>";

        assertThat(targets(track(html)).stream().map(TrackerTest::withoutMarks))
                .containsExactly(
                        "https://shop.example/1",
                        "https://shop.example/2",
                        "https://shop.example/3",
                        "https://shop.example/4",
                        "https://shop.example/5");
    }

    @Test
    void only_mails_with_html_are_touched() {
        var text = new Value.ObjectOf(Map.of("text", Value.of("https://shop.example/")));

        assertThat(tracker.track(text, new Watch(null, null, null, Map.of(), Set.of()), true, MAIL))
                .isEqualTo(text);
    }
}

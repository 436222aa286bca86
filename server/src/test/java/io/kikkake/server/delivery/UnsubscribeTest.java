package io.kikkake.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.kikkake.server.delivery.FakeCustomers.Refused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class UnsubscribeTest {

    private static final DeliveryFixture house = new DeliveryFixture();

    private final MockMvc http = MockMvcBuilders.standaloneSetup(house.parts.getBean(UnsubscribePages.class))
            .build();
    private final String link = house.parts
            .getBean(UnsubscribeLinks.class)
            .link(17, "offers", "m1")
            .substring("https://mail.example".length());

    @AfterAll
    static void close() {
        house.close();
    }

    @BeforeEach
    void nobodyRefused() {
        house.customers.refused.clear();
    }

    @Test
    void looking_changes_nothing() throws Exception {
        http.perform(get(link).header("Accept-Language", "ja"))
                .andExpect(status().isOk())
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(content().contentType("text/html;charset=UTF-8"))
                .andExpect(content().string(containsString("お得なお知らせ")))
                .andExpect(content().string(containsString("<form method=\"post\"")));

        assertThat(house.customers.refused).isEmpty();
    }

    @Test
    void english_is_spoken_where_it_is_preferred() throws Exception {
        http.perform(get(link).header("Accept-Language", "fr, en;q=0.8, ja;q=0.5"))
                .andExpect(content().string(containsString("<html lang=\"en\">")))
                .andExpect(content().string(containsString("Offers")));
        http.perform(get(link).header("Accept-Language", ";;broken")).andExpect(status().isOk());
    }

    @Test
    void a_mail_program_stops_it_with_one_post_in_either_encoding() throws Exception {
        http.perform(post(link)
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .content("List-Unsubscribe=One-Click"))
                .andExpect(status().isOk())
                .andExpect(header().doesNotExist("Set-Cookie"));
        http.perform(post(link).contentType("multipart/form-data; boundary=x").content("""
                        --x\r
                        Content-Disposition: form-data; name="List-Unsubscribe"\r
                        \r
                        One-Click\r
                        --x--\r
                        """))
                .andExpect(status().isOk());

        assertThat(house.customers.refused)
                .hasSize(2)
                .allSatisfy(one -> assertThat(one).isEqualTo(new Refused(17, "offers", "list-unsubscribe")));
    }

    @Test
    void the_button_of_the_page_stops_it_as_often_as_it_is_pressed() throws Exception {
        for (int i = 0; i < 2; i++) {
            http.perform(post(link + "?from=page").contentType(MediaType.APPLICATION_FORM_URLENCODED))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("配信を停止しました")))
                    .andExpect(content().string(not(containsString("<form"))));
        }

        assertThat(house.customers.refused).contains(new Refused(17, "offers", "unsubscribe-page"));
    }

    @Test
    void a_token_we_did_not_sign_stops_nothing() throws Exception {
        String token = link.substring("/u/".length());
        String forged = (token.startsWith("A") ? "B" : "A") + token.substring(1);
        for (String wrong :
                new String[] {forged, "x", "%20", token.substring(0, token.length() - 4), "A".repeat(3000)}) {
            http.perform(get("/u/{token}", wrong)).andExpect(status().isNotFound());
            http.perform(post("/u/{token}", wrong)).andExpect(status().isNotFound());
        }

        assertThat(house.customers.refused).isEmpty();
    }

    @Test
    void a_topic_with_markup_in_its_name_stays_text() throws Exception {
        String odd = house.parts
                .getBean(UnsubscribeLinks.class)
                .link(17, "<script>", "m1")
                .substring("https://mail.example".length());

        http.perform(get(odd)).andExpect(content().string(containsString("&lt;script&gt;")));
    }

    @Test
    void tokens_stay_good_after_a_restart() {
        var again =
                new UnsubscribeLinks(new SigningKey(house.database.jdbc()), io.kikkake.server.TestSettings.defaults());

        assertThat(again.read(link.substring("/u/".length())))
                .contains(new UnsubscribeLinks.Refusal(17, "offers", "m1"));
    }

    @Test
    void the_link_in_the_mail_is_the_one_in_its_header() throws Exception {
        house.customers.add(1, "hanako@example.jp", "山田");
        house.queue("m1", 1, "hello", "offers");
        house.deliver();

        String source = house.server.taken.getFirst().source();
        String inHeader = source.lines()
                .filter(line -> line.startsWith("List-Unsubscribe: "))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*<(.*)>", "$1");
        String token = inHeader.substring("https://mail.example/u/".length());
        assertThat(house.parts.getBean(UnsubscribeLinks.class).read(token))
                .contains(new UnsubscribeLinks.Refusal(1, "offers", "m1"));
    }
}

package io.kikkake.server.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.kikkake.server.TestClock;
import io.kikkake.server.TestDatabase;
import io.kikkake.server.TestSettings;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class DevMailboxTest {

    private static final TestDatabase database = TestDatabase.create();
    private static final TestClock clock = new TestClock("2026-04-01T00:00:00Z");
    private static final MailStore store = new MailStore(database.dataSource(), database.jdbc());
    private static final Arrivals arrivals = new Arrivals();
    private static final DevMailbox mailbox = new DevMailbox(TestSettings.defaults(), store, arrivals, clock);

    private final MockMvc http =
            MockMvcBuilders.standaloneSetup(new MailboxApi(store, arrivals)).build();

    @BeforeAll
    static void open() {
        mailbox.start();
    }

    @AfterAll
    static void close() {
        mailbox.stop();
        database.close();
    }

    @BeforeEach
    void empty() {
        store.empty();
    }

    @Test
    void a_mail_sent_over_smtp_is_there_to_be_read_when_the_sender_is_told_so() throws Exception {
        send("髙﨑様、カートに商品が残っています", "hanako@example.jp");

        assertThat(store.list(null, null, 10)).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("髙﨑様、カートに商品が残っています");
            assertThat(mail.from()).isEqualTo("ひより商店 <shop@hiyori.example>");
            assertThat(mail.to()).isEqualTo("hanako@example.jp");
            assertThat(mail.snippet()).isEqualTo("こんにちは。");
            assertThat(mail.at()).isEqualTo(clock.instant());
        });
    }

    @Test
    void the_list_is_searched_and_turned_like_pages() throws Exception {
        for (int i = 1; i <= 5; i++) {
            send("件名 " + i, "hanako@example.jp");
        }

        http.perform(get("/api/mailbox").param("limit", "2"))
                .andExpect(jsonPath("$.total").value(5))
                .andExpect(jsonPath("$.mails[0].subject").value("件名 5"))
                .andExpect(jsonPath("$.mails.length()").value(2))
                .andExpect(jsonPath("$.next").isString());
        String fourth = store.list(null, null, 2).getLast().id();
        http.perform(get("/api/mailbox").param("before", fourth))
                .andExpect(jsonPath("$.mails[0].subject").value("件名 3"))
                .andExpect(jsonPath("$.next").doesNotExist());
        http.perform(get("/api/mailbox").param("q", "件名 3"))
                .andExpect(jsonPath("$.total").value(1));
        http.perform(get("/api/mailbox").param("q", "100%"))
                .andExpect(jsonPath("$.total").value(0));
    }

    @Test
    void a_mail_shows_its_parts_its_headers_and_its_source() throws Exception {
        send("件名", "hanako@example.jp");
        String id = store.list(null, null, 1).getFirst().id();

        http.perform(get("/api/mailbox/" + id))
                .andExpect(jsonPath("$.subject").value("件名"))
                .andExpect(jsonPath("$.text").value("こんにちは。"))
                .andExpect(jsonPath("$.html").doesNotExist())
                .andExpect(jsonPath("$.headers[?(@.name=='Subject')].value").value("件名"))
                .andExpect(jsonPath("$.source").value(containsString("Subject: =?UTF-8?")));
        http.perform(delete("/api/mailbox")).andExpect(status().isNoContent());
        assertThat(store.list(null, null, 1)).isEmpty();
    }

    @Test
    void who_looks_sees_it_arrive() throws Exception {
        var seen = new LinkedBlockingQueue<String>();
        var stream = http.perform(get("/api/mailbox/stream"))
                .andExpect(request().asyncStarted())
                .andReturn();
        arrivals.listen(arrival -> seen.add(arrival.subject()));

        send("いま", "hanako@example.jp");

        assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("いま");
        assertThat(stream.getResponse().getContentAsString(UTF_8)).contains("data:", "\"subject\":\"いま\"");
    }

    @Test
    void only_the_newest_ten_thousand_are_kept() throws Exception {
        byte[] source = "Subject: x\r\n\r\nx".getBytes(UTF_8);
        for (int batch = 0; batch < 12; batch++) {
            var mails = new ArrayList<ReceivedMail>();
            for (int i = 0; i < 1000; i++) {
                mails.add(new ReceivedMail("a@example.jp", "b@example.jp", Instant.EPOCH, source));
            }
            store.add(mails);
        }

        assertThat(store.count(null)).isBetween(10_000L, 11_000L);
    }

    @Test
    void something_that_is_no_mail_does_not_break_the_list() throws Exception {
        store.add(List.of(new ReceivedMail(
                "a@example.jp", "b@example.jp", Instant.EPOCH, "\0\0 not a mail \u00ff".getBytes(UTF_8))));
        store.add(List.of(new ReceivedMail(
                "a@example.jp",
                "b@example.jp",
                Instant.EPOCH,
                "Content-Type: text/plain; charset=no-such\r\n\r\nx".getBytes(UTF_8))));

        assertThat(store.list(null, null, 10)).hasSize(2);
    }

    private static void send(String subject, String to) throws Exception {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(mailbox.port()));
        var mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom(new InternetAddress("shop@hiyori.example", "ひより商店", "UTF-8"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        mail.setSubject(subject, "UTF-8");
        mail.setText("こんにちは。", "UTF-8");
        Transport.send(mail);
    }
}

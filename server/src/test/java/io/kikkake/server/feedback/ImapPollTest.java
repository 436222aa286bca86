package io.kikkake.server.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.platform.Settings;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mailbox on a real IMAP server. */
class ImapPollTest {

    private final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private final GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private GreenMailUser user;
    private TestServer server;
    private Settings.Imap settings;

    @BeforeEach
    void start() throws Exception {
        mailbox.start();
        user = mailbox.setUser("bounces@example.com", "bounces", "secret");
        deliver("hanako@example.jp");
        settings = new Settings.Imap("127.0.0.1", mailbox.getImap().getPort(), false, "bounces", "secret", "INBOX");
        server = TestServer.start(
                clock,
                Map.of(
                        "kikkake.feedback.imap.host", settings.host(),
                        "kikkake.feedback.imap.port", String.valueOf(settings.port()),
                        "kikkake.feedback.imap.tls", "false",
                        "kikkake.feedback.imap.username", settings.username(),
                        "kikkake.feedback.imap.password", settings.password()));
        await("the mail to be read", 1);
    }

    @AfterEach
    void stop() {
        server.close();
        mailbox.stop();
    }

    private void deliver(String address) throws Exception {
        String mail = "From: MAILER-DAEMON@mx.example.jp\r\nTo: bounces@example.com\r\nSubject: failure notice\r\n\r\n<"
                + address + ">:\r\n550 5.1.1 user unknown\r\n";
        user.deliver(
                new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail.getBytes(UTF_8))));
    }

    private void await(String what, int findings) {
        TestServer.await(what, () -> count("select count(*) from finding") == findings);
    }

    private long count(String sql) {
        return server.database().jdbc().sql(sql).query(Long.class).single();
    }

    private int poll() throws Exception {
        return server.bean(ImapPoll.class).poll(settings);
    }

    @Test
    void whatArrivesInAMailboxIsReadAndMarkedAsSeen() throws Exception {
        assertThat(count("select count(*) from finding where address = 'hanako@example.jp' and source = 'imap'"))
                .isEqualTo(1);
        TestServer.await("the mail to be marked", () -> unseen() == 0);
        deliver("taro@example.jp");
        assertThat(poll()).isEqualTo(1);
        await("the second mail to be read", 2);
        assertThat(poll()).isZero();
    }

    /** As after a crash between keeping and marking. */
    @Test
    void aMailThatIsReadAgainIsTheSameOne() throws Exception {
        TestServer.await("the mail to be marked", () -> unseen() == 0);
        var inbox = mailbox.getManagers().getImapHostManager().getInbox(user);
        inbox.getMessages().forEach(stored -> stored.setFlag(jakarta.mail.Flags.Flag.SEEN, false));
        assertThat(poll()).isEqualTo(1);
        assertThat(count("select count(*) from inbound_mail")).isEqualTo(1);
    }

    private long unseen() {
        try {
            return mailbox.getManagers().getImapHostManager().getInbox(user).getUnseenCount();
        } catch (com.icegreen.greenmail.store.FolderException e) {
            throw new AssertionError(e);
        }
    }
}

package io.kikkake.server.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.platform.Settings;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mailbox on a real IMAP server. */
class ImapPollTest {

    private final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private final GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private GreenMailUser user;
    private TestServer server;
    private Settings.Imap settings;
    private final Path directory;

    ImapPollTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void start() throws Exception {
        mailbox.start();
        user = mailbox.setUser("bounces@example.com", "bounces", "secret");
        deliver("hanako@example.jp");
        settings = at(mailbox.getImap().getPort(), Settings.Tls.NONE, null, null);
        server = TestServer.start(
                clock,
                Map.of(
                        "kikkake.feedback.imap.host", settings.host(),
                        "kikkake.feedback.imap.port", String.valueOf(settings.port()),
                        "kikkake.feedback.imap.tls", "none",
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

    @Test
    void whatWasReadIsMovedAwayWhereThatIsWanted() throws Exception {
        TestServer.await("the mail to be marked", () -> unseen() == 0);
        deliver("taro@example.jp");
        var moving = at(mailbox.getImap().getPort(), Settings.Tls.NONE, null, "Done");
        assertThat(server.bean(ImapPoll.class).poll(moving)).isEqualTo(1);
        await("the second mail to be read", 2);
        var folders = mailbox.getManagers().getImapHostManager();
        assertThat(folders.getFolder(user, "Done").getMessageCount()).isEqualTo(1);
        assertThat(folders.getInbox(user).getMessageCount()).isEqualTo(1);
        assertThat(server.bean(ImapPoll.class).poll(moving)).isZero();
    }

    @Test
    void aConnectionThatBreaksInTheMiddleLosesNothingAndDoublesNothing() throws Exception {
        TestServer.await("the mail to be marked", () -> unseen() == 0);
        for (String name : List.of("a", "b", "c")) {
            deliver(name + "@example.jp");
        }
        // The second mail is kept, and cannot be marked any more.
        try (var front = new ImapFront(mailbox.getImap().getPort(), null, 2)) {
            assertThatThrownBy(() -> server.bean(ImapPoll.class).poll(at(front.port(), Settings.Tls.NONE, null, null)))
                    .isInstanceOf(MessagingException.class);
        }
        assertThat(count("select count(*) from inbound_mail")).isEqualTo(3);
        assertThat(poll()).isEqualTo(2);
        assertThat(count("select count(*) from inbound_mail")).isEqualTo(4);
        await("all mails to be read", 4);
        assertThat(poll()).isZero();
    }

    @Test
    void aServerWithACertificateOfItsOwnIsTrustedWhereTheSettingSaysSoAndOtherwiseNot() throws Exception {
        TestServer.await("the mail to be marked", () -> unseen() == 0);
        var own = new OwnCertificate(directory);
        var poll = server.bean(ImapPoll.class);
        try (var tls = new ImapFront(mailbox.getImap().getPort(), own.sockets(), 0);
                var direct = new ImapFront(mailbox.getImap().getPort(), own.sockets(), 0).fromTheFirstByte()) {
            assertThatThrownBy(() -> poll.poll(at(tls.port(), Settings.Tls.STARTTLS, null, null)))
                    .hasStackTraceContaining("PKIX path building failed");
            assertThatThrownBy(() -> poll.poll(at(direct.port(), Settings.Tls.TLS, null, null)))
                    .hasStackTraceContaining("PKIX path building failed");

            deliver("taro@example.jp");
            assertThat(poll.poll(at(tls.port(), Settings.Tls.STARTTLS, own.pem(), null)))
                    .isEqualTo(1);
            deliver("jiro@example.jp");
            assertThat(poll.poll(at(direct.port(), Settings.Tls.TLS, own.pem(), null)))
                    .isEqualTo(1);
            await("the mails to be read", 3);
            assertThat(tls.commandsInPlain).noneMatch(command -> command.contains("LOGIN"));
        }
    }

    @Test
    void noPasswordGoesToAServerWithoutStarttlsWhereThatIsWanted() throws Exception {
        try (var front = new ImapFront(mailbox.getImap().getPort(), null, 0)) {
            assertThatThrownBy(
                            () -> server.bean(ImapPoll.class).poll(at(front.port(), Settings.Tls.STARTTLS, null, null)))
                    .isInstanceOf(MessagingException.class);
            assertThat(front.commandsInPlain)
                    .isNotEmpty()
                    .noneMatch(command -> command.contains("LOGIN") || command.contains("AUTHENTICATE"));
        }
    }

    private static Settings.Imap at(int port, Settings.Tls tls, @Nullable Path ca, @Nullable String moveTo) {
        return new Settings.Imap("127.0.0.1", port, tls, "bounces", "secret", "INBOX", ca, moveTo);
    }

    private long unseen() {
        try {
            return mailbox.getManagers().getImapHostManager().getInbox(user).getUnseenCount();
        } catch (com.icegreen.greenmail.store.FolderException e) {
            throw new AssertionError(e);
        }
    }
}

package io.kikkake.server.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailReaderTest {

    private static final String REPORT = """
            From: MAILER-DAEMON@mx.example.jp
            To: b+abc@bounce.example.com
            Subject: Undelivered Mail Returned to Sender
            Content-Type: multipart/report; report-type=delivery-status; boundary=B

            --B
            Content-Type: text/plain

            This is the mail system.

            --B
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.jp

            Final-Recipient: rfc822; Hanako@Example.jp
            Action: %s
            Status: %s
            Diagnostic-Code: smtp; %s

            --B--
            """;

    @Test
    void aRefusedRecipientIsHard() {
        Finding found = only(report("failed", "5.1.1", "550 5.1.1 <hanako@example.jp>: User unknown"));
        assertThat(found.verdict()).isEqualTo(Verdict.HARD);
        assertThat(found.address()).isEqualTo("hanako@example.jp");
        assertThat(found.status()).isEqualTo("5.1.1");
        assertThat(found.reply()).isEqualTo("550");
    }

    /** Trap: every 5.x.x counted as a hard bounce (listmonk). */
    @Test
    void aFullMailboxABlockAndAPolicyAreNotThePersonsFault() {
        assertThat(only(report("failed", "5.2.2", "552 5.2.2 Mailbox full")).verdict())
                .isEqualTo(Verdict.SOFT);
        assertThat(only(report("failed", "5.7.1", "554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org"))
                        .verdict())
                .isEqualTo(Verdict.BLOCK);
        assertThat(only(report("failed", "5.7.26", "550-5.7.26 Unauthenticated email is not accepted"))
                        .verdict())
                .isEqualTo(Verdict.POLICY);
        assertThat(only(report("failed", "5.7.1", "550 5.7.1 Message rejected as spam"))
                        .verdict())
                .isEqualTo(Verdict.POLICY);
    }

    @Test
    void whatIsStillBeingTriedIsNotOver() {
        Finding found = only(report("delayed", "4.1.1", "450 4.1.1 <hanako@example.jp>: User unknown"));
        assertThat(found.over()).isFalse();
        assertThat(found.verdict()).isEqualTo(Verdict.SOFT);
    }

    @Test
    void whatArrivedIsNoBounce() {
        assertThat(only(report("delivered", "2.0.0", "250 2.0.0 Ok")).verdict()).isEqualTo(Verdict.DELIVERED);
    }

    @Test
    void lineEndsOfAnyKindReadTheSame() {
        String mail = report("failed", "5.1.1", "550 5.1.1 user unknown");
        List<Finding> plain = read(mail);
        assertThat(read(mail.replace("\n", "\r\n"))).isEqualTo(plain);
        assertThat(read(mail.replace("\n", "\r"))).isEqualTo(plain);
    }

    @Test
    void aTextBounceInJapaneseIsUnderstood() {
        String mail = """
                From: Mail Administrator <postmaster@carrier.example.jp>
                To: news@example.com
                Subject: Mail System Error - Returned Mail
                Content-Type: text/plain; charset=ISO-2022-JP

                次のあて先へのメッセージはエラーのため送信できませんでした。
                送信先メールアドレスが見つかりませんでした。

                <a..b@carrier.example.jp>:
                    550 5.1.1 Unknown user
                """;
        List<Finding> found = MailReader.read(mail.getBytes(Charset.forName("ISO-2022-JP")));
        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.verdict()).isEqualTo(Verdict.HARD);
            assertThat(one.address()).isEqualTo("a..b@carrier.example.jp");
        });
    }

    @Test
    void severalRecipientsOfOneBounceAreToldApart() {
        String mail = """
                From: MAILER-DAEMON@mx.example.jp
                To: news@example.com
                Subject: failure notice

                Hi. This is the qmail-send program at mx.example.jp.

                <one@example.jp>:
                Sorry, no mailbox here by that name. (#5.1.1)

                <two@example.jp>:
                192.0.2.1 does not like recipient.
                Remote host said: 552 5.2.2 quota exceeded

                --- Below this line is a copy of the message.

                Return-Path: <news@example.com>
                To: three@example.jp
                """;
        assertThat(read(mail)).extracting(Finding::address).containsExactly("one@example.jp", "two@example.jp");
        assertThat(read(mail)).extracting(Finding::verdict).containsExactly(Verdict.HARD, Verdict.SOFT);
    }

    @Test
    void aComplaintIsOneAlsoWhereItHidesTheAddress() {
        String mail = """
                From: feedback@provider.example
                Subject: FW: News
                Content-Type: multipart/report; report-type=feedback-report; boundary=B

                --B
                Content-Type: text/plain

                This is an email abuse report.

                --B
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: Provider/1.0
                Version: 1

                --B
                Content-Type: message/rfc822

                From: news@example.com
                X-Kikkake-Send: r1-s1-1
                Subject: News

                Hello
                --B--
                """;
        assertThat(only(mail).verdict()).isEqualTo(Verdict.COMPLAINT);
        assertThat(only(mail).address()).isNull();
    }

    /** Who must first prove to be a person got no answer and lost no address. */
    @Test
    void aChallengeIsAnAutomaticReply() {
        for (String subject : List.of(
                "Please confirm your message", "Sender verification required", "Your email requires verification")) {
            Finding found =
                    only("From: hanako@example.jp\nTo: news@example.com\nIn-Reply-To: <a@example.com>\nSubject: "
                            + subject + "\n\nI hold your message until you click here.\n");
            assertThat(found.verdict()).as(subject).isEqualTo(Verdict.AUTO_REPLY);
        }
        Finding person = only("From: hanako@example.jp\nTo: news@example.com\nIn-Reply-To: <a@example.com>\n"
                + "Subject: Re: please confirm your message\n\nI do.\n");
        assertThat(person.verdict()).isEqualTo(Verdict.REPLY);
    }

    /** What cannot be told apart by the lines a notice puts a code into. */
    @Test
    void recipientsInLinesWithCodesAreToldApart() {
        List<Finding> found = read("From: mailer-daemon@mail.example.com\nTo: news@example.com\n"
                + "Subject: Undelivered Mail Returned to Sender\n\nA message could not be delivered.\n\n"
                + "hanako@example.jp Invalid Address, CODE :550, CODE :5.1.1 User unknown\n"
                + "taro@example.jp Invalid Address, CODE :550, CODE :5.2.2 Mailbox full\n");
        assertThat(found).extracting(Finding::address).containsExactly("hanako@example.jp", "taro@example.jp");
        assertThat(found).extracting(Finding::verdict).containsExactly(Verdict.HARD, Verdict.SOFT);
    }

    @Test
    void outOfOfficeIsNoBounceAndNoReply() {
        assertThat(only("""
                        From: hanako@example.jp
                        Subject: Re: News
                        In-Reply-To: <a@b>
                        Auto-Submitted: auto-replied

                        I am away.
                        """).verdict()).isEqualTo(Verdict.AUTO_REPLY);
        assertThat(only("From: hanako@example.jp\nSubject: 自動返信: 不在です\nIn-Reply-To: <a@b>\n\n不在です。\n")
                        .verdict())
                .isEqualTo(Verdict.AUTO_REPLY);
    }

    @Test
    void aPersonWhoAnswersABounceWordedMailIsNoBounce() {
        assertThat(only("""
                        From: hanako@example.jp
                        Subject: Re: Delivery status of my order
                        In-Reply-To: <a@b>

                        My parcel could not be delivered, user unknown they said.
                        """).verdict()).isEqualTo(Verdict.REPLY);
    }

    @Test
    void noMailMakesItFail() {
        for (String broken : List.of(
                "",
                "\n",
                "Content-Type: multipart/mixed; boundary=\"\n\nx",
                "Content-Type: multipart/report; boundary=X\n\n--X\n--X\n--X--",
                "Subject: =?utf-8?B?////\nContent-Transfer-Encoding: base64\nContent-Type: text/plain; charset=nonsense\n\n%%%%",
                "From: MAILER-DAEMON\n\n" + "a@".repeat(50_000),
                "From: MAILER-DAEMON\nSubject: failure notice\n\n" + "mailbox ".repeat(40_000))) {
            assertThat(read(broken)).isNotNull();
        }
    }

    private static String report(String action, String status, String diagnosis) {
        return REPORT.formatted(action, status, diagnosis);
    }

    private static List<Finding> read(String mail) {
        return MailReader.read(mail.getBytes(UTF_8));
    }

    private static Finding only(String mail) {
        List<Finding> found = read(mail);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}

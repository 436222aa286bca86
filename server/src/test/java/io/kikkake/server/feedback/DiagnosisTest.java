package io.kikkake.server.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Replies as mail servers' documentation and source give them, each with what it means. They stand for families: a rule that
 * holds for one of them only is none.
 */
class DiagnosisTest {

    private static final String REPLIES = """
            HARD 550 5.1.1 <a@example.jp>: Recipient address rejected: User unknown in local recipient table
            HARD 550 5.1.1 <a@example.jp>: Recipient address rejected: User unknown in virtual mailbox table
            HARD 550 5.1.1 <a@example.jp>: Recipient address rejected: example.jp
            HARD 550 5.1.1 <a@example.jp>... User unknown
            HARD 550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address
            HARD 550 5.5.0 Requested action not taken: mailbox unavailable
            HARD 550 Requested action not taken: mailbox unavailable
            HARD 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
            HARD 550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found
            HARD 550 5.4.1 Recipient address rejected: Access denied. AS(201806281)
            HARD 550 No such user here
            HARD 550 Unknown user a@example.jp
            HARD 550 No Such User Here
            HARD 550 unrouteable address
            HARD 511 sorry, no mailbox here by that name (#5.1.1 - chkuser)
            HARD 550 sorry, no mailbox here by that name. (#5.7.17)
            HARD 550 Invalid recipient a@example.jp
            HARD 550 Address unknown
            HARD 550 a@example.jp is not a valid mailbox
            HARD 554 delivery error: dd This user doesn't have a yahoo.com account (a@yahoo.com) [0] - mta1001
            HARD 550 5.1.1 unknown or illegal alias: a@example.jp
            HARD 550 User not found: a@example.jp
            HARD 550 user not found
            HARD 550 Account does not exist
            HARD 550 This account does not exist
            HARD 550 That mailbox does not exist
            HARD 550 Mailbox not found
            HARD 550 mailbox not found
            HARD 550 The user does not exist
            HARD 550 there is no such user
            HARD 550 no such recipient
            HARD 550 5.1.1 no valid recipient
            HARD 553 sorry, that recipient is not in my validrcptto list (#5.7.1)
            HARD 550 <a@example.jp>: recipient address rejected: undeliverable address: unknown user
            HARD 550 Callout verification failed: 550 user unknown
            HARD 550 Utilisateur inconnu
            HARD 550 Benutzer unbekannt
            HARD 550 Empfänger unbekannt
            HARD 550 Usuario desconocido
            HARD 550 5.1.1 Destinatario sconosciuto
            HARD 550 Usuário não encontrado
            HARD 550 Die E-Mail-Adresse wurde nicht gefunden
            HARD 550 Adresse d au moins un destinataire invalide. Invalid recipient. OFR204_416
            HARD 550 宛先不明
            HARD 550 お客様がご指定のメールアドレスは存在しません
            HARD 550 送信先メールアドレスが見つかりませんでした
            HARD 550 用户不存在
            HARD 550 5.1.1 사용자를 찾을 수 없습니다
            HARD 550 5.1.2 Host or domain name not found. Name service error for name=example.invalid type=A: Host not found
            HARD 5.1.2 The domain example.invalid could not be found
            HARD 550 5.4.310 DNS domain example.invalid does not exist [Message=InfoDomainNonexistent]
            HARD 550 Host unknown
            HARD 550 5.1.2 Host unknown (Name server: mx.example.invalid: host not found)
            HARD Sorry, I couldn't find any host named example.invalid. (#5.1.2)
            HARD all relevant MX records point to non-existent hosts
            HARD The following address failed: unrouteable mail domain "example.invalid"
            HARD Domain does not exist; please check your spelling
            HARD 556 5.1.10 Domain example.jp does not accept mail (nullMX)
            HARD 550 5.1.0 a@example.jp: Recipient domain does not accept mail
            HARD 521 5.3.2 this host does not accept mail
            HARD 551 5.1.6 User has moved; please try <b@example.jp>
            HARD 550 5.1.6 recipient no longer on server
            HARD 550 5.1.1 Mailbox does not exist
            HARD 550 RCPT TO:<a@example.jp> User unknown
            HARD 550 Unknown address error 550-'5.1.1 user unknown'
            SOFT 552 5.2.2 Mailbox full
            SOFT 552-5.2.2 The email account that you tried to reach is over quota
            SOFT 452 4.2.2 The email account that you tried to reach is out of storage space
            SOFT 550 5.2.2 STOREDRV.Deliver; mailbox full. The following information should help identify the cause
            SOFT 552 Message for user would exceed mailbox quota
            SOFT 552 Requested mail action aborted: exceeded storage allocation
            SOFT 554 5.2.2 mailbox quota exceeded for this recipient
            SOFT 550 Benutzer hat das Speichervolumen überschritten, Postfach voll
            SOFT 552 Boîte aux lettres pleine
            SOFT 552 Buzón lleno
            SOFT 550 メールボックスの容量が一杯です
            SOFT 550 受信者のメールボックスがいっぱいのため配信できません
            SOFT 450 4.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered
            SOFT 450 4.2.0 <a@example.jp>: Recipient address rejected: Greylisted, see http://postgrey.example/help
            SOFT 451 4.7.1 Please try again later
            SOFT 451 4.3.0 Temporary lookup failure
            SOFT 451 Requested action aborted: local error in processing
            SOFT 421 4.4.2 mx.example.jp Error: timeout exceeded
            SOFT 4.4.1 connect to mx.example.jp[192.0.2.1]:25: Connection refused
            SOFT 4.4.7 Message expired
            SOFT 550 4.4.7 QUEUE.Expired; message expired
            SOFT 554 5.4.6 Hop count exceeded - possible mail loop
            SOFT 554 5.4.14 Hop count exceeded - possible mail loop ATTR34
            SOFT 554 5.4.0 Error: too many hops
            SOFT retry timeout exceeded
            SOFT 550 5.2.1 The email account that you tried to reach is disabled
            SOFT 550 5.2.1 account disabled
            SOFT 525 5.7.13 Disabled recipient address
            SOFT 550 5.2.1 Mailbox disabled, not accepting messages
            SOFT 550 User suspended
            SOFT 554 5.3.0 unknown mailer error 2
            SOFT 554 5.3.5 Local configuration error
            SOFT 4.3.1 insufficient system resources
            SOFT 452 4.3.1 Insufficient system storage
            SOFT 450 4.1.2 <a@example.jp>: Recipient address rejected: Domain not found
            SOFT 450 4.1.1 <a@example.jp>: Recipient address rejected: unverified address: Address verification in progress
            SOFT 450 4.1.1 <a@example.jp>: Recipient address rejected: User unknown in local recipient table
            SOFT 450 Requested mail action not taken: mailbox unavailable
            SOFT 451 4.4.4 Name server: example.jp: host name lookup failure
            SOFT 451 4.4.4 Host not found
            SOFT 421 4.4.0 Remote server response was: 450 user unknown
            SOFT 450 4.1.2 example.jp: Host not found
            SOFT 554 5.6.0 Corrupt message content
            SOFT 554 5.6.0 STOREDRV.Deliver; content conversion limit; the property does not exist
            SOFT 550
            SOFT 550 : User unknown
            HARD 550 <a@example.jp>: User unknown
            SOFT 452
            HARD 550 5.7.504 [a@example.jp]: Recipient address rejected: Access denied
            HARD 556
            BLOCK 421 Too many concurrent SMTP connections from this IP address; please try again later
            BLOCK 450 4.7.1 <mail.example.com>: Helo command rejected: Host not found
            BLOCK 550 5.7.1 <mail.example.com>: Helo command rejected: Host not found
            BLOCK 550 5.7.503 Access denied, banned sender [192.0.2.1]
            BLOCK 550 5.7.508 Access denied, [192.0.2.1] has exceeded permitted limits within range
            BLOCK 550 5.7.606 Access denied, banned sending IP [192.0.2.1]
            POLICY 550 5.7.501 Access denied, spam abuse detected
            POLICY 550 5.7.505 Access denied, banned recipient
            POLICY 550 5.7.507 Access denied, rejected by recipient
            POLICY 550 5.7.512 Access denied, message must be RFC 5322 section 3.6.2 compliant
            BLOCK 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org
            BLOCK 550 5.7.1 Service unavailable, Client host [192.0.2.1] blocked using Blocklist 1; To request removal from this list please visit
            BLOCK 550 5.7.606 Access denied, banned sending IP [192.0.2.1]
            BLOCK 550 5.7.511 Access denied, banned sender[192.0.2.1]. To request removal from this list please forward this message
            BLOCK 550 SC-001 (BAY004-MC1F1) Unfortunately, messages from 192.0.2.1 weren't sent. Please contact your Internet service provider since part of their network is on our block list
            BLOCK 421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to user complaints
            BLOCK 553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's list
            BLOCK 421-4.7.28 Our system has detected an unusual rate of unsolicited mail originating from your IP address
            BLOCK 550-5.7.1 [192.0.2.1] The IP you're using to send mail is not authorized to send email directly to our servers
            BLOCK 554 Your access to this mail system has been rejected due to the sending MTA's poor reputation
            BLOCK 550 5.7.25 [192.0.2.1] The IP address sending this message does not have a PTR record setup
            BLOCK 450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.1]
            BLOCK 452 4.5.3 Too many recipients
            BLOCK 450 4.7.1 Error: too much mail from 192.0.2.1
            BLOCK 554 IP=192.0.2.1 - None/bad reverse DNS
            BLOCK 550 Administrative prohibition - envelope blocked, your IP is on our blacklist
            POLICY 550-5.7.26 This mail has been blocked because the sender is unauthenticated
            POLICY 550 5.7.23 The message was rejected because of Sender Policy Framework violation
            POLICY 550 5.7.509 Access denied, sending domain example.com does not pass DMARC verification
            POLICY 554 5.7.5 Permanent error evaluating DMARC policy
            POLICY 550 5.7.1 Email rejected per DMARC policy for example.com
            POLICY 550-5.7.1 Our system has detected that this message is likely unsolicited mail
            POLICY 550 5.7.1 Message contains spam or virus
            POLICY 554 5.7.1 The message was rejected due to classification as bulk mail
            POLICY 550 High probability of spam
            POLICY 550 This message was classified as SPAM and may not be delivered
            POLICY 554 Message not allowed - [PH01] Email not accepted for policy reasons
            POLICY 552-5.7.0 This message was blocked because its content presents a potential security issue
            POLICY 552 5.3.4 Message size exceeds fixed maximum message size
            POLICY 552-5.2.3 Your message exceeded Google's message size limits
            POLICY 550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient
            POLICY 554 5.7.1 <a@example.jp>: Relay access denied
            POLICY 550 5.7.1 Unable to relay
            POLICY 550 relay not permitted
            POLICY 553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)
            POLICY 550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required
            POLICY 550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized
            POLICY 550 5.7.124 Sender not in allowed-senders list
            POLICY 550 5.1.8 <news@example.com>: Sender address rejected: Domain not found
            POLICY 550 5.1.7 <news@example.com>: Sender address rejected: undeliverable address
            POLICY 553 5.1.8 Domain of sender address news@example.com does not exist
            POLICY 550 Sender verify failed
            POLICY 530 5.7.0 Must issue a STARTTLS command first
            POLICY 530 5.7.57 Client not authenticated to send anonymous mail during MAIL FROM
            POLICY 550 5.7.1 Message contains virus Eicar-Test-Signature
            POLICY 554 5.7.1 Rejected for policy reasons
            POLICY 550 5.7.1 Delivery not authorized, message refused
            POLICY 550 迷惑メールと判定されました
            POLICY 550 受信拒否
            POLICY 550 Nachricht wurde als Spam abgelehnt
            """;

    private record Case(Verdict verdict, String reply) {

        static Case of(String line) {
            String[] parts = line.split(" ", 2);
            return new Case(Verdict.valueOf(parts[0]), parts[1]);
        }

        Verdict inAReport() {
            return Diagnosis.of("a@example.jp", null, "", "smtp; " + reply, "", true)
                    .verdict();
        }

        Verdict inWords() {
            String notice = "This message was created automatically by mail delivery software.\n\n"
                    + "A message that you sent could not be delivered to one or more of its recipients.\n\n  a@example.jp\n    "
                    + reply + "\n";
            return Diagnosis.of("a@example.jp", null, "", reply, notice, true).verdict();
        }
    }

    @Test
    void repliesOfWellKnownServersAreUnderstood() {
        assertThat(cases())
                .filteredOn(one -> !near(one.inAReport(), one.verdict()))
                .isEmpty();
    }

    @Test
    void theyMeanTheSameWithinANotice() {
        assertThat(cases())
                .filteredOn(one -> !near(one.inWords(), one.verdict()))
                .isEmpty();
    }

    /** Of blocks, policies and what passes, the border is where servers put it; that of hard bounces is ours. */
    private static boolean near(Verdict found, Verdict right) {
        return (found == Verdict.HARD) == (right == Verdict.HARD)
                && (right != Verdict.BLOCK && right != Verdict.POLICY || found != Verdict.SOFT);
    }

    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
        REPLIES.lines().map(Case::of).forEach(cases::add);
        return cases;
    }
}

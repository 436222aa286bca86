package io.kikkake.bench.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.bench.load.Cohort;
import io.kikkake.bench.load.Crew;
import io.kikkake.bench.load.MailLog;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SmtpSinkTest {

    @Test
    void everyMailOfManyConnectionsIsRecordedBeforeItsAnswer() throws Exception {
        List<Mail> mails = Collections.synchronizedList(new ArrayList<>());
        try (SmtpSink sink = SmtpSink.start(0, mails::add)) {
            double perSecond = new RawSmtp(sink.port(), 12_345).mailsPerSecond(2_000, 8);

            assertThat(perSecond).isPositive();
            assertThat(mails).hasSize(2_000);
            assertThat(mails).extracting(Mail::recipient).doesNotHaveDuplicates();
            assertThat(mails).extracting(Mail::messageId).containsOnly("raw@bench.example");
            assertThat(mails.getFirst().bytes()).isBetween(12_345 - 80, 12_345 + 80);
        }
    }

    @Test
    void aMailCutOffInTheMiddleIsNoMail() throws Exception {
        List<Mail> mails = Collections.synchronizedList(new ArrayList<>());
        try (SmtpSink sink = SmtpSink.start(0, mails::add)) {
            try (Socket killed = new Socket(InetAddress.getLoopbackAddress(), sink.port())) {
                killed.setSoLinger(true, 0);
                killed.getOutputStream()
                        .write("MAIL FROM:<a@x>\r\nRCPT TO:<b@x>\r\nDATA\r\nSubject: x\r\n\r\nhalf a mail"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            new RawSmtp(sink.port(), 500).mailsPerSecond(1, 1);

            assertThat(mails).extracting(Mail::recipient).containsExactly("raw-0@bench.example");
        }
    }

    @Test
    void aClientThatReadsLateLosesNoAnswer() throws Exception {
        try (SmtpSink sink = SmtpSink.start(0, mail -> {});
                Socket client = new Socket(InetAddress.getLoopbackAddress(), sink.port())) {
            int commands = 300_000;
            Crew.run(2, member -> {
                if (member == 0) {
                    client.getOutputStream()
                            .write("NOOP\r\n"
                                    .repeat(commands)
                                    .concat("QUIT\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                } else {
                    BufferedReader answers = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                    assertThat(answers.lines().count()).isEqualTo(commands + 2);
                }
            });
        }
    }

    @Test
    void aCohortSeesItsOwnMailsOnly() throws Exception {
        MailLog log = new MailLog();
        Cohort mine = log.expect("mine", 2);
        Cohort other = log.expect("mine2", 3);
        log.arrived(new Mail(mine.address(1), "m1", 50, 1000));
        log.arrived(new Mail(mine.address(0), "m0", 70, 3000));
        log.arrived(new Mail(mine.address(1), "m1", 90, 1000));
        log.arrived(new Mail("mine-2@bench.example", "m2", 95, 1));
        log.arrived(new Mail("stranger@elsewhere.example", "s", 99, 1));

        mine.awaitAll(Duration.ZERO);
        assertThat(mine.earliest()).isEqualTo(50);
        assertThat(mine.latest()).isEqualTo(70);
        assertThat(mine.mails(1)).isEqualTo(2);
        assertThat(mine.meanBytes()).isEqualTo(2000);
        assertThat(other.arrived()).isZero();
        assertThat(log.strangers()).isEqualTo(2);
        assertThat(log.repeatedMessageIds()).containsExactly("m1");
    }
}

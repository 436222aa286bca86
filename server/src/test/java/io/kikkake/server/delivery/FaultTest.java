package io.kikkake.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.delivery.Reply.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real servers say, and whose fault it is. */
class FaultTest {

    @ParameterizedTest(name = "{1} → {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "RECIPIENT | 550 5.1.1 <a@b.example>: Recipient address rejected: User unknown in local recipient table | GONE",
                "RECIPIENT | 550-5.1.1 The email account that you tried to reach does not exist. | GONE",
                "RECIPIENT | 550 Unknown user hanako@docomo.ne.jp | GONE",
                "RECIPIENT | 550 <hanako@ezweb.ne.jp>: User unknown | GONE",
                "RECIPIENT | 550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup | GONE",
                "RECIPIENT | 550 no such user | GONE",
                "CONTENT | 550 no such user | REFUSED",
                "RECIPIENT | 550 5.2.2 mailbox full | FULL",
                "RECIPIENT | 552 5.2.2 The email account that you tried to reach is over quota | FULL",
                "RECIPIENT | 452 4.2.2 The email account is over quota | FULL",
                "RECIPIENT | 550 Requested action not taken: mailbox unavailable | REFUSED",
                "RECIPIENT | 550 5.1.1 blocked by policy of the recipient | POLICY",
                "RECIPIENT | 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org | BLOCKED",
                "CONTENT | 550 5.7.26 This mail is unauthenticated, which poses a security risk | BLOCKED",
                "CONTENT | 550 5.7.515 Access denied, sending domain example.jp does not meet the required authentication level | BLOCKED",
                "RECIPIENT | 550 5.7.1 Message rejected by policy | POLICY",
                "SENDER | 553 5.1.8 Sender address rejected: Domain not found | POLICY",
                "CONTENT | 554 5.7.1 spam | CONTENT",
                "CONTENT | 552 5.3.4 Message size exceeds fixed limit | CONTENT",
                "RECIPIENT | 450 4.7.1 <a@b.example>: Recipient address rejected: Greylisted | GREYLISTED",
                "RECIPIENT | 451 4.7.1 Please try again later | GREYLISTED",
                "RECIPIENT | 450 4.2.0 Greylisted, see http://postgrey.schweikert.ch | GREYLISTED",
                "CONTENT | 421 4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP | SLOW_DOWN",
                "CONTENT | 451 4.7.650 The mail server has been temporarily rate limited due to IP reputation | SLOW_DOWN",
                "RECIPIENT | 450 4.2.1 The user you are trying to contact is receiving mail at a rate limited to others | TEMPORARY",
                "RECIPIENT | 451 4.3.0 Temporary lookup failure | TEMPORARY",
                "SENDER | 530 5.7.0 Authentication required | OURS",
                "SENDER | 535 5.7.8 Error: authentication failed | OURS",
                "RECIPIENT | 554 5.7.1 <a@b.example>: Relay access denied | OURS",
                "RECIPIENT | 550 5.7.1 Unable to relay | OURS"
            })
    void every_5xx_counted_as_a_hard_bounce(Stage stage, String words, Fault fault) {
        int code = Integer.parseInt(words.substring(0, 3));

        assertThat(Fault.of(new Reply.Refused(code, words, stage))).isEqualTo(fault);
    }

    @Test
    void the_enhanced_code_is_read_only_where_it_stands() {
        assertThat(new Reply.Refused(550, "550 5.1.1 no", Stage.RECIPIENT).enhanced())
                .isEqualTo("5.1.1");
        assertThat(new Reply.Refused(550, "550 see 5.1.1 of the manual", Stage.RECIPIENT).enhanced())
                .isNull();
        assertThat(new Reply.Refused(550, "550 10.5.1.1 is bad", Stage.RECIPIENT).enhanced())
                .isNull();
    }
}

package io.kikkake.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExtensionsTest {

    private static final Extensions ALL = new Extensions(true, "1000", true, true, true);
    private static final Extensions NONE = new Extensions(false, null, false, false, false);

    @Test
    void what_the_server_does_not_offer_is_not_asked_for() {
        assertThat(NONE.ofSender(letter("a@b.example", "x"), "m1")).isEmpty();
        assertThat(NONE.ofRecipient(letter("a@b.example", "x"))).isEmpty();
    }

    @Test
    void a_plain_letter_needs_neither_eight_bits_nor_utf8() {
        assertThat(ALL.ofSender(letter("a@b.example", "x"), "m+1")).isEqualTo(" SIZE=1 RET=HDRS ENVID=m+2B1");
        assertThat(ALL.ofRecipient(letter("a+b@b.example", "x")))
                .isEqualTo(" NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+2Bb@b.example");
    }

    @Test
    void utf8_is_asked_for_where_an_address_needs_it_and_refused_where_it_is_not_offered() {
        assertThat(ALL.ofSender(letter("花子@b.example", "x"), "m1")).contains(" BODY=8BITMIME SMTPUTF8");
        assertThat(ALL.unfit(letter("花子@b.example", "x"))).isNull();
        assertThat(NONE.unfit(letter("花子@b.example", "x")))
                .isInstanceOfSatisfying(
                        Reply.Refused.class, no -> assertThat(Fault.of(no)).isEqualTo(Fault.CONTENT));
    }

    @Test
    void a_letter_larger_than_the_server_takes_is_not_offered_to_it() {
        assertThat(ALL.unfit(letter("a@b.example", "x".repeat(1000)))).isNull();
        assertThat(ALL.unfit(letter("a@b.example", "x".repeat(1001)))).isInstanceOf(Reply.Refused.class);
    }

    private static Letter letter(String to, String body) {
        return new Letter("shop@b.example", to, body.getBytes(StandardCharsets.UTF_8));
    }
}

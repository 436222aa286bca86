package io.kikkake.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestDatabase;
import io.kikkake.server.TestSettings;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class VerpTest {

    private static final TestDatabase database = TestDatabase.create();
    private static final String ID = "0123456789abcdef0123456789abcdef";

    private final Verp verp = new Verp(
            new SigningKey(database.jdbc()),
            TestSettings.with(Map.of("kikkake.mail.bounce-domain", "bounce.hiyori.example")));

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void a_bounce_tells_which_message_it_is_about() {
        String sender = verp.sender(ID).orElseThrow();

        assertThat(sender).endsWith("@bounce.hiyori.example");
        assertThat(local(sender)).hasSizeLessThanOrEqualTo(64).startsWith("b+");
        assertThat(verp.read(local(sender))).contains(ID);
    }

    @Test
    void it_survives_servers_that_change_case_and_forwarders_that_rewrite_senders() {
        String local = local(verp.sender(ID).orElseThrow());

        assertThat(verp.read(local.toUpperCase(Locale.ROOT))).contains(ID);
        assertThat(verp.read("SRS0=a1b2=XY=bounce.hiyori.example=" + local)).contains(ID);
        assertThat(verp.read("prvs=1234abcdef=" + local)).contains(ID);
    }

    @Test
    void nobody_else_can_make_one() {
        String local = local(verp.sender(ID).orElseThrow());

        assertThat(verp.read(local.substring(0, local.length() - 1) + (local.endsWith("0") ? "1" : "0")))
                .isEmpty();
        assertThat(verp.read(local.replace("b+0", "b+1"))).isEmpty();
        assertThat(verp.read("b+")).isEmpty();
        assertThat(verp.read("")).isEmpty();
        assertThat(verp.read("shop")).isEmpty();
        assertThat(verp.read("b+" + "0".repeat(52))).isEmpty();
    }

    @Test
    void the_longest_id_still_fits_and_no_other_is_cut() {
        assertThat(local(verp.sender("a".repeat(42)).orElseThrow())).hasSize(64);
        assertThat(verp.sender("a".repeat(43))).isEmpty();
        assertThat(verp.sender("UPPER")).isEmpty();
    }

    @Test
    void without_a_bounce_domain_mail_comes_back_to_its_sender() {
        var none = new Verp(new SigningKey(database.jdbc()), TestSettings.defaults());

        assertThat(none.sender(ID)).isEmpty();
    }

    private static String local(String address) {
        return address.substring(0, address.lastIndexOf('@'));
    }
}

package io.kikkake.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextAndNumbersTest {

    private final PhoneNumbers numbers = new PhoneNumbers("JP");

    @ParameterizedTest
    @CsvSource({
        "090-1234-5678,+819012345678",
        "０８０１２３４５６７８,+818012345678",
        "+81 (0)70-1234-5678,+817012345678",
        "+1 202-555-0123,+12025550123"
    })
    void numbers_are_read_as_people_write_them_in_japan(String written, String dialled) {
        assertThat(numbers.e164(written)).contains(dialled);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "03-3210-1234", "0120-123-456", "090-1234", "hello", "110"})
    void what_no_sms_reaches_is_no_number(String written) {
        assertThat(numbers.e164(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a,160,1", "a,161,2", "a,306,2", "a,307,3", "あ,70,1", "あ,71,2", "あ,134,2", "あ,135,3", "€,80,1", "€,81,2"
    })
    void a_text_is_counted_as_networks_count_it(String letter, int times, int segments) {
        assertThat(SmsText.segments(letter.repeat(times))).isEqualTo(segments);
    }

    @Test
    void statuses_are_named_alone_or_by_the_hundred() {
        var words = new StatusWords(List.of("429", "5xx"));
        assertThat(words.has(429)).isTrue();
        assertThat(words.has(503)).isTrue();
        assertThat(words.has(400)).isFalse();
        assertThatThrownBy(() -> new StatusWords(List.of("5x"))).hasMessageContaining("write 429, or 5xx");
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8,true",
        "2001:4860:4860::8888,true",
        "10.1.2.3,false",
        "172.16.0.1,false",
        "192.168.1.1,false",
        "100.64.0.1,false",
        "127.0.0.1,false",
        "169.254.169.254,false",
        "0.0.0.0,false",
        "255.255.255.255,false",
        "::1,false",
        "fd00::1,false",
        "fe80::1,false",
        "64:ff9b::7f00:1,false",
        "2002:7f00:1::,false"
    })
    void addresses_are_the_internets_or_not(String address, boolean open) throws Exception {
        assertThat(PublicNetwork.has(InetAddress.getByName(address))).isEqualTo(open);
    }
}

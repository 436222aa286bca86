package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tells the runs of one scenario apart. */
class KeysTest {

    private static String of(@Nullable Value value) {
        return Keys.of(value).orElse("none");
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "10.00, 10", "1E+3, 1000", "0.001, 0.001"})
    void aNumberIsAKeyAsItIsWritten(BigDecimal number, String key) {
        assertThat(of(new Value.Number(number))).isEqualTo(key);
    }

    @Test
    void soAreTextsAndYesAndNo() {
        assertThat(of(Value.of("c-1"))).isEqualTo("c-1");
        assertThat(of(Value.of("椅子 \uD83D\uDC51"))).isEqualTo("椅子 \uD83D\uDC51");
        assertThat(of(Value.of(true))).isEqualTo("true");
        assertThat(of(Value.of(false))).isEqualTo("false");
    }

    @Test
    void whatCannotBeToldApartIsNoKey() {
        assertThat(of(null)).isEqualTo("none");
        assertThat(of(Value.of(" "))).isEqualTo("none");
        assertThat(of(Value.Null.NULL)).isEqualTo("none");
        assertThat(of(Customer.properties("id", 1))).isEqualTo("none");
    }

    @Test
    void whatIsLongerThanTwoHundredIsKeptAsItsFingerprint() {
        assertThat(of(Value.of("x".repeat(200)))).isEqualTo("x".repeat(200));
        assertThat(of(Value.of("x".repeat(201)))).isEqualTo(Ids.fingerprint("x".repeat(201)));
        BigDecimal fits = new BigDecimal("7".repeat(200));
        assertThat(of(new Value.Number(fits))).isEqualTo(fits.toString());
        BigDecimal tooLong = new BigDecimal("7".repeat(201));
        assertThat(of(new Value.Number(tooLong))).isEqualTo(Ids.fingerprint(tooLong.toString()));
        assertThat(of(new Value.Number(new BigDecimal("1E-200")))).isEqualTo("0." + "0".repeat(199) + "1");
        assertThat(of(new Value.Number(new BigDecimal("1E-201")))).isEqualTo(Ids.fingerprint("1E-201"));
    }

    @Test
    void halfACharacterIsAlreadyWhatItWillBeOnceItWasStored() {
        String key = of(Value.of("a\uD83D"));
        assertThat(key).isEqualTo("a?");
        assertThat(new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(key);
    }
}

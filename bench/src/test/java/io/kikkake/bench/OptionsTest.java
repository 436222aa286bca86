package io.kikkake.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void numbersFlagsAndTexts() {
        Options options = Options.parse("--rate", "200", "--keep", "--url", "http://127.0.0.1:8080");

        assertThat(options.number("rate", 100, 1)).isEqualTo(200);
        assertThat(options.number("seconds", 30, 1)).isEqualTo(30);
        assertThat(options.flag("keep")).isTrue();
        assertThat(options.text("url")).contains("http://127.0.0.1:8080");
        options.refuseOthers();
    }

    @Test
    void mistakesAreNamed() {
        Options options = Options.parse("--rat", "200", "--rate", "fast");

        assertThatThrownBy(() -> options.number("rate", 100, 1))
                .hasMessage("--rate takes a number from 1 up, not 'fast'");
        assertThatThrownBy(options::refuseOthers).hasMessage("No option --rat here. There is: --rate");
        assertThatThrownBy(() -> Options.parse("rate")).hasMessage("Not an option: rate");
    }
}

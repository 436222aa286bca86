package io.kikkake.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Problem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

    @Test
    void wordsAreTextsAndNumbersAreNumbers() {
        Value document = Documents.yaml("""
                at: 10:00
                on: no
                date: 2026-07-01
                count: 3
                price: 12.50
                big: 123456789012345678901234567890
                yes: true
                nothing:
                """);
        assertThat(document.at("at")).isEqualTo(Value.of("10:00"));
        assertThat(document.at("on")).isEqualTo(Value.of("no"));
        assertThat(document.at("date")).isEqualTo(Value.of("2026-07-01"));
        assertThat(document.at("count")).isEqualTo(Value.of(3));
        assertThat(document.at("price")).isEqualTo(Value.from(12.5));
        assertThat(document.at("yes")).isEqualTo(Value.of(true));
        assertThat(document.at("nothing")).isEqualTo(Value.Null.NULL);
    }

    @Test
    void whatRepeatsMayBeWrittenOnce() {
        Value document =
                Documents.yaml("from: &shop {name: Shop}\nalso: *shop\nmore: {<<: *shop, email: a@example.jp}");
        assertThat(document.at("also.name")).isEqualTo(Value.of("Shop"));
        assertThat(document.at("more.name")).isEqualTo(Value.of("Shop"));
    }

    @Test
    void anErrorNamesItsLine() {
        assertThat(fault("scenario: a\nname: [ja\ntopic: offers\n")).startsWith("Line 3, column ");
        assertThat(fault("scenario: a\nscenario: b\n"))
                .startsWith("Line 2, column 1")
                .contains("duplicate key");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Documents.json("{\n  \"a\": 1,\n  oops\n}"))
                .satisfies(problem -> {
                    assertThat(problem.status()).isEqualTo(422);
                    assertThat(problem.faults().getFirst().message()).startsWith("Line 3, column ");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&a [*a]",
                "&a {b: *a}",
                "!!java.net.URL [http://example.jp]",
                "!!binary aGVsbG8=",
                "!!set {a, b}",
                "!!timestamp 2026-07-01",
                "!!float .inf",
                "{[1, 2]: complex}",
                "a: 1\n---\nb: 2\n",
                "\t tab",
                "\0",
            })
    void whatIsNotPlainDataIsRefused(String text) {
        assertThat(fault(text)).isNotBlank();
    }

    @Test
    void whatWouldGrowWithoutBoundIsRefused() {
        var laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            laughs.append(
                    "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1, i - 1));
        }
        assertThat(fault(laughs.toString())).contains("aliases");
        assertThat(fault("[".repeat(100_000))).isNotBlank();
        assertThat(fault("a: ".repeat(500) + "b")).isNotBlank();
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> Documents.json("[".repeat(100_000)));
    }

    @Test
    void bytesMustBeUtf8AndNotTooMany() {
        assertThat(Documents.text("カゴ落ち".getBytes(StandardCharsets.UTF_8))).isEqualTo("カゴ落ち");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Documents.text("カゴ".getBytes(StandardCharsets.UTF_16)))
                .satisfies(problem ->
                        assertThat(problem.faults().getFirst().message()).contains("UTF-8"));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Documents.text(new byte[Documents.LARGEST_BYTES + 1]))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(413));
    }

    private static String fault(String yaml) {
        var problem = org.assertj.core.api.Assertions.catchThrowableOfType(Problem.class, () -> Documents.yaml(yaml));
        assertThat(problem).as(yaml.length() > 60 ? "long" : yaml).isNotNull();
        assertThat(problem.status()).isEqualTo(422);
        return problem.faults().getFirst().message();
    }
}

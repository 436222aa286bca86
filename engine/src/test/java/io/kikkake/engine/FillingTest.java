package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Short texts with places for what is known of the customer. */
class FillingTest {

    private static final Value.ObjectOf CUSTOMER = Customer.properties(
            "name",
            "山田",
            "member",
            true,
            "points",
            new BigDecimal("1.50"),
            "most",
            new BigDecimal("1E+40"),
            "beyond",
            new BigDecimal("1E+41"),
            "tags",
            java.util.List.of("vip"));
    private static final Run RUN = new Run(
                    "r-1", "s", 1, null, Customer.properties("title", "椅子"), Instant.EPOCH, "m", 1, null)
            .withOutputs(Customer.properties("c", java.util.Map.of("code", "P-1")));

    private static String fill(String text) {
        return new Filling(CUSTOMER, RUN).fill(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {customer.name}様               | 山田様
            { customer.name }様             | 山田様
            会員: {customer.member}         | 会員: true
            {customer.points}点             | 1.5点
            {customer.beyond}               | 1E+41
            {event.title}                   | 椅子
            {steps.c.code}                  | P-1
            {event.none}{customer.tags}なし | なし
            {other.name} {name} {.name} {}  | {other.name} {name} {.name} {}
            {customer.name} {               | 山田 {
            } {customer.name                | } {customer.name
            何もない                        | 何もない
            """)
    void aPlaceIsFilledWithWhatItNames(String text, String filled) {
        assertThat(fill(text)).isEqualTo(filled);
    }

    @Test
    void aNumberIsWrittenOutAsFarAsAnybodyCouldReadIt() {
        assertThat(fill("{customer.most}")).isEqualTo("1" + "0".repeat(40));
    }

    @Test
    void aTextIsNoLongerThanTwoThousand() {
        assertThat(fill("あ".repeat(1_999) + "{customer.name}")).isEqualTo("あ".repeat(1_999) + "山");
        assertThat(fill("あ".repeat(2_000))).hasSize(2_000);
        assertThat(fill("{customer.name}" + "あ".repeat(3_000))).hasSize(2_000).startsWith("山田あ");
        assertThat(fill("{customer.name}".repeat(1_500))).isEqualTo("山田".repeat(1_000));
    }
}

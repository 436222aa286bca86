package io.kikkake.liquid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What mails in Japanese ask of the filters. */
class JapaneseMailTest {
    private static final RenderOptions JAPAN = RenderOptions.at(Instant.parse("2026-03-14T15:30:00Z"))
            .withLocale(Locale.JAPAN)
            .withZone(ZoneId.of("Asia/Tokyo"));

    private static String render(String source, @Nullable Object value) {
        return render(source, value, JAPAN);
    }

    private static String render(String source, @Nullable Object value, RenderOptions options) {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("value", value);
        return Template.parse(source).render(data, options);
    }

    @ParameterizedTest
    @CsvSource({
        "山田花子, 山田花子様",
        "'　山田 花子　', 山田 花子様",
        "山田様, 山田様",
        "山田さま, 山田さま",
        "鈴木先生, 鈴木先生",
        "株式会社きっかけ御中, 株式会社きっかけ御中",
        "'', お客様",
        "'　 ', お客様",
        ", お客様"
    })
    void honorificIsAddedOnce(@Nullable String name, String addressed) {
        assertThat(render("{{ value | honorific }}", name)).isEqualTo(addressed);
    }

    @Test
    void moneyIsGroupedYenWithoutDecimals() {
        assertThat(render("{{ value | money }}", 12345)).isEqualTo("¥12,345");
        assertThat(render("{{ value | money }}", 999L)).isEqualTo("¥999");
        assertThat(render("{{ value | money }}", -1234567)).isEqualTo("-¥1,234,567");
        assertThat(render("{{ value | money }}", new BigDecimal("1000.50"))).isEqualTo("¥1,001");
        assertThat(render("{{ value | money }}", "12345")).isEqualTo("¥12,345");
        assertThat(render("{{ value | times: 1.1 | money }}", 12345)).isEqualTo("¥13,580");
    }

    @Test
    void moneyFollowsLocaleOrCurrencyNamed() {
        RenderOptions america = JAPAN.withLocale(Locale.US);

        assertThat(render("{{ value | money }}", 1234.5, america)).isEqualTo("$1,234.50");
        assertThat(render("{{ value | money: 'JPY' }}", 1234, america)).isEqualTo("¥1,234");
        assertThat(render("{{ value | money: 'eur' }}", 1234, america)).isEqualTo("€1,234.00");
        assertThatThrownBy(() -> render("{{ value | money: 'XYZ1' }}", 1234))
                .hasMessageContaining("there is no currency 'XYZ1'");
    }

    @Test
    void moneyLeavesWhatIsNoAmount() {
        assertThat(render("{{ value | money }}", null)).isEmpty();
        assertThat(render("{{ value | money }}", "")).isEmpty();
        assertThat(render("{{ value | money }}", "時価")).isEqualTo("時価");
    }

    @Test
    void datesHaveJapaneseWeekdays() {
        String format = "{{ value | date: '%Y年%-m月%-d日(%a)' }}";

        assertThat(render(format, LocalDate.of(2026, 3, 5))).isEqualTo("2026年3月5日(木)");
        assertThat(render(format, "2026-03-05")).isEqualTo("2026年3月5日(木)");
        assertThat(render(format, "2026年3月5日(木)")).isEqualTo("2026年3月5日(木)");
        assertThat(render("{{ value | date: '%A %p %B' }}", Instant.parse("2026-03-05T06:00:00Z")))
                .isEqualTo("木曜日 午後 3月");
    }

    @Test
    void timesAreShownInTheZoneOfTheRender() {
        String format = "{{ value | date: '%-m/%-d %H:%M %Z' }}";

        assertThat(render(format, Instant.parse("2026-03-05T23:30:00Z"))).isEqualTo("3/6 08:30 JST");
        assertThat(render(format, "2026-03-05T23:30:00Z")).isEqualTo("3/6 08:30 JST");
        assertThat(render(format, "2026-03-05 23:30")).isEqualTo("3/5 23:30 JST");
        assertThat(render(format, "now")).isEqualTo("3/15 00:30 JST");
        assertThat(render("{{ value }}", Instant.parse("2026-03-05T23:30:00Z"))).isEqualTo("2026-03-06 08:30:00 +0900");
    }

    @Test
    void withoutACurrentTimeNowIsAnError() {
        assertThatThrownBy(() -> Template.parse("{{ 'now' | date: '%Y' }}").render(Map.of()))
                .isInstanceOf(LiquidRenderError.class)
                .hasMessageContaining("no current time");
    }

    @Test
    void variablesMayHaveJapaneseNames() {
        assertThat(Template.parse("{{ 顧客.お名前 | honorific }}").render(Map.of("顧客", Map.of("お名前", "花子"))))
                .isEqualTo("花子様");
    }

    @Test
    void lengthsCountCharacters() {
        assertThat(render("{{ value | size }}", "𠮷野家")).isEqualTo("3");
        assertThat(render("{{ value | truncate: 2, '…' }}", "𠮷野家")).isEqualTo("𠮷…");
        assertThat(render("{{ value | slice: 0, 2 }}", "𠮷野家")).isEqualTo("𠮷野");
        assertThat(render("{{ value | split: '' | join: '/' }}", "𠮷野家")).isEqualTo("𠮷/野/家");
    }
}

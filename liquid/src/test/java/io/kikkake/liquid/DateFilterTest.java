package io.kikkake.liquid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateFilterTest {
    private static final RenderOptions OPTIONS = RenderOptions.at(Instant.parse("2026-03-14T15:09:26Z"));

    private static String format(Object value, String pattern) {
        return Template.parse("{{ value | date: pattern }}")
                .render(Map.of("value", value, "pattern", pattern), OPTIONS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            %Y-%m-%d              | 2026-03-05
            %y %C %j              | 26 20 064
            %-m/%-d %_m %_d %e    | 3/5 ' 3  5  5'
            %b %B %h              | Mar March Mar
            %^a %A %#p %P %p      | THU Thursday am am AM
            %H:%M:%S              | 08:07:09
            %I %l %k              | 08  8  8
            %L %N %3N %6N %10N    | 012 012345678 012 012345 0123456780
            %s                    | 1772698029
            %u %w %V %G %g %U %W  | 4 4 10 2026 26 09 09
            %z %:z %::z %Z        | +0000 +00:00 +00:00:00 UTC
            %c                    | Thu Mar  5 08:07:09 2026
            %D %F %T %R %x %X     | 03/05/26 2026-03-05 08:07:09 08:07 03/05/26 08:07:09
            %r %v                 | 08:07:09 AM  5-MAR-2026
            %%Y 100%              | %Y 100%
            %5Y %010d %-H         | 02026 0000000005 8
            %Q %                  | %Q %
            """)
    void understandsThePatternsOfRuby(String pattern, String expected) {
        String formatted = format(Instant.parse("2026-03-05T08:07:09.012345678Z"), pattern);

        assertThat(formatted).isEqualTo(expected.replace("'", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-03-05                          | 2026-03-05 00:00:00
            2026/3/5                            | 2026-03-05 00:00:00
            2026.03.05                          | 2026-03-05 00:00:00
            5/3/2026                            | 2026-03-05 00:00:00
            2026-03-05 10:20                    | 2026-03-05 10:20:00
            2026-03-05T10:20:30Z                | 2026-03-05 10:20:30
            2026-03-05T10:20:30.5+09:00         | 2026-03-05 01:20:30
            2026-03-05 10:20:30.123456789012    | 2026-03-05 10:20:30
            2026-03-05 10:20:30 -0500           | 2026-03-05 15:20:30
            20260305T102030                     | 2026-03-05 10:20:30
            March 5, 2026                       | 2026-03-05 00:00:00
            5 mar 2026 9:05 PM                  | 2026-03-05 21:05:00
            5-Mar-2026                          | 2026-03-05 00:00:00
            Thu, 05 Mar 2026 10:20:30 GMT       | 2026-03-05 10:20:30
            Thursday, March 5th, 2026 12am      | 2026-03-05 00:00:00
            2026年3月5日 10時20分                 | 2026-03-05 10:20:00
            5 March                             | 2026-03-05 00:00:00
            10:20                               | 2026-03-14 10:20:00
            1772698029                          | 2026-03-05 08:07:09
            """)
    void readsDatesAsTheyAreWritten(String written, String expected) {
        assertThat(format(written, "%F %T")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "2026-13-05",
                "2026-02-30",
                "March of the penguins",
                "99:99",
                "-",
                "-5",
                "(",
                "2026-03-05T10:20:30+99:00",
                "99999999999999999999"
            })
    void leavesWhatIsNoDate(String written) {
        assertThat(format(written, "%Y")).isEqualTo(written);
    }

    @Test
    void takesDatesAndSeconds() {
        assertThat(format(LocalDate.of(2026, 3, 5), "%F %T")).isEqualTo("2026-03-05 00:00:00");
        assertThat(format(1772698029, "%F %T")).isEqualTo("2026-03-05 08:07:09");
        assertThat(format(Long.MAX_VALUE, "%F")).isEqualTo(String.valueOf(Long.MAX_VALUE));
        assertThat(format(true, "%F")).isEqualTo("true");
        assertThat(format("today", "%F")).isEqualTo("2026-03-14");
    }
}

package io.kikkake.server.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.platform.Csv.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    private static List<Row> rows(InputStream bytes) throws IOException {
        var rows = new ArrayList<Row>();
        Csv csv = Csv.of(bytes);
        for (Row row = csv.row(); row != null; row = csv.row()) {
            rows.add(row);
        }
        return rows;
    }

    private static List<Row> rows(String text) throws IOException {
        return rows(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    @Test
    void aQuotedCellHoldsSeparatorsQuotationMarksAndLines() throws IOException {
        assertThat(rows("\uFEFFa,\"b \"\"c\"\", d\r\ne\",f\r\n\r\nlast"))
                .containsExactly(
                        new Row(1, 2, List.of("a", "b \"c\", d\re", "f"), false),
                        new Row(3, 3, List.of(""), false),
                        new Row(4, 4, List.of("last"), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void linesAreCountedHoweverTheyEnd(String end) throws IOException {
        assertThat(rows("a" + end + "b" + end + "c")).extracting(Row::line).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void theSeparatorIsWhatTheFirstLineHasMostOf(String separator) throws IOException {
        assertThat(rows("a" + separator + "b" + separator + "c\n"))
                .extracting(Row::cells)
                .containsExactly(List.of("a", "b", "c"));
    }

    @Test
    void aJapaneseSpreadsheetsOwnEncodingIsUnderstood() throws IOException {
        var bytes = new ByteArrayInputStream("メールアドレス,氏名\na@example.jp,髙橋①\n".getBytes(Charset.forName("Windows-31J")));
        assertThat(rows(bytes))
                .extracting(Row::cells)
                .containsExactly(List.of("メールアドレス", "氏名"), List.of("a@example.jp", "髙橋①"));
    }

    @Test
    void aLineWithoutEndIsCutAndTheNextOneIsRead() throws IOException {
        var endless = new InputStream() {
            private long left = 50_000_000;

            @Override
            public int read() {
                left--;
                return left > 0 ? 'x' : left == 0 ? '\n' : left == -1 ? 'y' : -1;
            }
        };
        List<Row> rows = rows(endless);
        assertThat(rows).extracting(Row::cut).containsExactly(true, false);
        assertThat(rows.getFirst().cells().getFirst()).hasSizeLessThanOrEqualTo(Csv.LONGEST_ROW + 1);
        assertThat(rows.getLast()).isEqualTo(new Row(2, 2, List.of("y"), false));
    }

    @Test
    void aQuotationMarkThatIsNeverClosedTakesAFewRowsAndSaysWhich() throws IOException {
        String text = "a\n\"open\n" + "b@example.jp\n".repeat(2_000);
        List<Row> rows = rows(text);
        Row cut = rows.get(1);
        assertThat(cut.cut()).isTrue();
        assertThat(cut.line()).isEqualTo(2);
        assertThat(rows.get(2).line()).isEqualTo(cut.last() + 1);
        assertThat(rows.getLast().line()).isEqualTo(2_002);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+81-3",
                "-2",
                "@SUM(A1)",
                "\t=1",
                "＝1+1",
                "=HYPERLINK(\"http://x\")\nmore",
                "'=1",
                "plain, with \"quotes\""
            })
    void noCellIsAFormulaAndEachIsReadAsItWas(String text) throws IOException {
        String written = Csv.cell(text);
        assertThat(written.charAt(1)).isNotIn('=', '+', '-', '@', '\t', '\n', '＝');
        assertThat(written).doesNotContain("\n");
        String back = Csv.plain(rows(written).getFirst().cells().getFirst());
        assertThat(back).isEqualTo(text.equals("'=1") ? "=1" : text.replace('\n', ' '));
    }
}

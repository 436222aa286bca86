package io.kikkake.server.platform;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values (RFC 4180), as spreadsheets write and read them: read row by row, however long the file, and written so
 * that no cell is taken for a formula.
 */
public final class Csv {

    /** Characters of a row, which is cut there. */
    static final int LONGEST_ROW = 10_000;

    private static final int LOOKED_AT_BYTES = 64 * 1024;

    /** With the full-width forms, which a Japanese spreadsheet takes for the same. */
    private static final String STARTS_FORMULA = "=+-@\t\r\n＝＋－＠";

    /**
     * @param line on which it begins, from 1
     * @param last on which it ends, where a cell goes over several
     * @param cut whether it was too long, and the cells are not all there is
     */
    public record Row(int line, int last, List<String> cells, boolean cut) {}

    private final Reader text;
    private final char separator;
    private int line = 1;
    private int next;

    private Csv(Reader text, char separator) throws IOException {
        this.text = text;
        this.separator = separator;
        this.next = text.read();
        if (next == '\uFEFF') {
            next = text.read();
        }
    }

    /** In UTF-8, or else as Japanese spreadsheets save it (Windows-31J); separated by whatever the first line has most of. */
    public static Csv of(InputStream bytes) throws IOException {
        var buffered = new BufferedInputStream(bytes, LOOKED_AT_BYTES);
        buffered.mark(LOOKED_AT_BYTES);
        byte[] start = buffered.readNBytes(LOOKED_AT_BYTES);
        buffered.reset();
        Charset charset = isUtf8(start) ? StandardCharsets.UTF_8 : Charset.forName("Windows-31J");
        return new Csv(
                new BufferedReader(new InputStreamReader(buffered, charset)), separator(new String(start, charset)));
    }

    private static boolean isUtf8(byte[] start) {
        // Not at the end of input: the last character may be cut.
        return !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(start), CharBuffer.allocate(start.length), false)
                .isError();
    }

    private static char separator(String start) {
        String first = start.lines().findFirst().orElse("");
        char most = ',';
        for (char other : new char[] {';', '\t'}) {
            if (count(first, other) > count(first, most)) {
                most = other;
            }
        }
        return most;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(one -> one == wanted).count();
    }

    /** The next row; null at the end. An empty line is a row with one empty cell. */
    public @Nullable Row row() throws IOException {
        if (next < 0) {
            return null;
        }
        int first = line;
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        int length = 0;
        boolean quoted = false;
        while (next >= 0 && length <= LONGEST_ROW) {
            length++;
            if (quoted) {
                quoted = inQuotes(cell);
            } else if (next == '"' && cell.toString().isBlank()) {
                cell.setLength(0);
                quoted = true;
                advance();
            } else if (next == separator) {
                cells.add(cell.toString());
                cell.setLength(0);
                advance();
            } else if (next == '\n' || next == '\r') {
                break;
            } else {
                cell.append((char) next);
                advance();
            }
        }
        boolean cut = length > LONGEST_ROW;
        cells.add(cell.toString());
        int last = line;
        endLine();
        return new Row(first, last, List.copyOf(cells), cut);
    }

    /** @return whether the cell's quotation marks are still open */
    private boolean inQuotes(StringBuilder cell) throws IOException {
        int one = next;
        advance();
        if (one == '"' && next != '"') {
            return false;
        }
        if (one == '"') {
            advance();
        }
        cell.append((char) one);
        return true;
    }

    private void endLine() throws IOException {
        while (next >= 0 && next != '\n' && next != '\r') {
            advance();
        }
        if (next >= 0) {
            advance();
        }
    }

    /** Every line's end, in one character or two, is passed over as one. */
    private void advance() throws IOException {
        int was = next;
        next = text.read();
        if (was == '\r' && next == '\n') {
            next = text.read();
        }
        if (was == '\n' || was == '\r') {
            line++;
        }
    }

    /** A cell as {@link #row} reads it again; with an apostrophe before what a spreadsheet would take for a formula. */
    public static String cell(String text) {
        boolean formula = !text.isEmpty() && STARTS_FORMULA.indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"").replaceAll("[\\r\\n]+", " ") + '"';
    }

    /** What was written by {@link #cell}: without the apostrophe. */
    public static String plain(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && STARTS_FORMULA.indexOf(cell.charAt(1)) >= 0
                ? cell.substring(1)
                : cell;
    }
}

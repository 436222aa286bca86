package io.kikkake.server.feedback;

import io.kikkake.server.customer.Suppressions.Wish;
import io.kikkake.server.platform.Csv;
import io.kikkake.server.platform.Csv.Row;
import io.kikkake.server.platform.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Puts the addresses of a CSV file on the list, lot by lot, and says of each line it could not take why. */
@Component
class SuppressionImport {

    static final int LOT = 1_000;

    private static final int MOST_FAULTS = 100;
    private static final int SHOWN = 60;
    private static final Set<String> ADDRESS = Set.of(
            "address", "email", "e-mail", "mail", "email address", "e-mail address", "メールアドレス", "メール", "アドレス", "eメール");

    /**
     * @param what no-address, not-an-address, until-unclear, until-past or too-long
     * @param value what stands there, perhaps shortened
     * @param message the same in words
     */
    record Fault(int line, String what, String value, String message) {}

    /**
     * @param read lines with something in them, the headings not counted
     * @param already lines with an address that is on the list already, or was in the file before
     * @param faulty lines that could not be taken
     * @param faults the first hundred of them
     */
    record Imported(int read, int added, int already, int faulty, List<Fault> faults) {}

    /** Where in a row to find what; -1: nowhere. */
    private record Columns(int address, int until, int detail) {}

    private final SuppressionList list;
    private final Clock clock;

    SuppressionImport(SuppressionList list, Clock clock) {
        this.list = list;
        this.clock = clock;
    }

    /** @throws Problem where it had to stop half-way; it says how far it came, and to do it again changes nothing of that */
    Imported take(InputStream bytes) throws IOException {
        var running = new Running(clock.instant());
        Csv csv = Csv.of(bytes);
        for (Row row = csv.row(); row != null; row = csv.row()) {
            running.take(row);
        }
        running.finish();
        return running.result();
    }

    /** One file on its way. */
    private final class Running {

        private final Instant now;
        private final List<Fault> faults = new ArrayList<>();
        private final List<Wish> lot = new ArrayList<>();
        private @Nullable Columns columns;
        private int read;
        private int taken;
        private int added;
        private int faulty;
        private int safe;
        private int last;

        Running(Instant now) {
            this.now = now;
        }

        void take(Row row) {
            last = row.last();
            if (!row.cut() && row.cells().stream().allMatch(String::isBlank)) {
                return;
            }
            if (columns == null) {
                columns = columns(row.cells());
                if (columns != null) {
                    return;
                }
                columns = new Columns(0, -1, -1);
            }
            read++;
            Wish wish = wish(row, columns);
            if (wish != null) {
                lot.add(wish);
            }
            if (lot.size() == LOT) {
                finish();
            }
        }

        private @Nullable Wish wish(Row row, Columns columns) {
            int line = row.line();
            if (row.cut()) {
                return fault(
                        line,
                        "too-long",
                        "",
                        "This row is too long and was left out, up to line " + row.last()
                                + ". Is a quotation mark (\") open that is never closed?");
            }
            String written = cell(row, columns.address());
            String address = SuppressionList.address(written);
            if (written.isEmpty()) {
                return fault(
                        line,
                        "no-address",
                        "",
                        "There is no address in column " + (columns.address() + 1)
                                + ". Put one there, or take the line out.");
            }
            if (address == null) {
                return fault(
                        line,
                        "not-an-address",
                        written,
                        "“%s” is not an e-mail address."
                                + " Correct it to one such as name@example.jp, or take the line out.");
            }
            String until = cell(row, columns.until());
            Instant end;
            try {
                end = until.isEmpty() ? null : Instant.parse(until);
            } catch (DateTimeParseException e) {
                return fault(
                        line,
                        "until-unclear",
                        until,
                        "“%s” in the column “until” is not a time."
                                + " Write it as 2027-01-31T00:00:00Z, or leave it empty: never again.");
            }
            if (end != null && !end.isAfter(now)) {
                return fault(
                        line,
                        "until-past",
                        until,
                        "“%s” in the column “until” is past."
                                + " Leave it empty if the address is never to get mail again.");
            }
            return new Wish(address, cell(row, columns.detail()), end);
        }

        /** @param message with a place for the value */
        private @Nullable Wish fault(int line, String what, String value, String message) {
            faulty++;
            if (faults.size() < MOST_FAULTS) {
                String shown = shortened(value);
                faults.add(new Fault(line, what, shown, message.replace("%s", shown)));
            }
            return null;
        }

        /** Takes in what is collected. */
        void finish() {
            if (lot.isEmpty()) {
                return;
            }
            try {
                added += list.add(lot, "imported", now);
            } catch (Problem | DataAccessException e) {
                throw new Problem(
                        503,
                        "Import stopped",
                        "The import stopped: " + e.getMessage() + " "
                                + (safe == 0
                                        ? "Nothing is certain to be on the list."
                                        : "Lines 1 to " + safe + " are dealt with (" + added + " addresses added).")
                                + " Import the same file again: what is on the list already stays as it is.");
            }
            taken += lot.size();
            safe = last;
            lot.clear();
        }

        Imported result() {
            return new Imported(read, added, taken - added, faulty, faults);
        }
    }

    /** Null where the row is no headings: there is an address in it. */
    private static @Nullable Columns columns(List<String> cells) {
        if (cells.stream().anyMatch(cell -> SuppressionList.address(cell) != null)) {
            return null;
        }
        List<String> headings = cells.stream()
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList();
        int address = -1;
        for (int i = headings.size() - 1; i >= 0; i--) {
            address = ADDRESS.contains(headings.get(i)) ? i : address;
        }
        if (address >= 0) {
            return new Columns(address, headings.indexOf("until"), headings.indexOf("detail"));
        }
        // Headings of which none is known; or a first address that is none, which is to be told.
        return cells.getFirst().contains("@") ? null : new Columns(0, -1, -1);
    }

    private static String cell(Row row, int column) {
        return column < 0 || column >= row.cells().size()
                ? ""
                : Csv.plain(row.cells().get(column).strip()).replace('\0', ' ');
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}

package io.kikkake.engine.state;

import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes runs: what a run does not have takes one bit. */
final class RunCodec {

    private static final int DERIVED_ID = 1;
    private static final int KEY = 2;
    private static final int DUE = 4;
    private static final int ENTRY_AT = 8;
    private static final int ENTRY = 16;
    private static final int OUTPUTS = 32;

    private static final int VISIT_BITS = 4;

    /** As many or more stand in a number of their own. */
    private static final int MANY_VISITS = (1 << VISIT_BITS) - 1;

    private static final int ID_DIGITS = 32;

    private RunCodec() {}

    static void writeAll(ByteWriter out, List<Run> runs) {
        out.unsigned(runs.size());
        runs.forEach(run -> write(out, run));
    }

    static List<Run> readAll(StateReader in) {
        int size = in.count();
        var runs = new ArrayList<Run>(size);
        for (int i = 0; i < size; i++) {
            runs.add(read(in));
        }
        return runs;
    }

    static void write(ByteWriter out, Run run) {
        int has = has(run);
        out.raw(has);
        if ((has & DERIVED_ID) != 0) {
            out.fixed(Long.parseUnsignedLong(run.id(), 0, ID_DIGITS / 2, 16), Long.BYTES);
            out.fixed(Long.parseUnsignedLong(run.id(), ID_DIGITS / 2, ID_DIGITS, 16), Long.BYTES);
        } else {
            out.text(run.id());
        }
        out.text(run.scenario());
        versionAndVisit(out, run);
        if (run.key() != null) {
            out.text(run.key());
        }
        out.text(run.step());
        out.instant(run.startedAt());
        if (run.due() != null) {
            out.instant(run.due());
        }
        if ((has & ENTRY_AT) != 0) {
            out.instant(run.entryAt());
        }
        if ((has & ENTRY) != 0) {
            out.value(run.entry());
        }
        if ((has & OUTPUTS) != 0) {
            out.value(run.outputs());
        }
    }

    /** One byte where both are small. */
    private static void versionAndVisit(ByteWriter out, Run run) {
        int visit = Math.min(run.visit(), MANY_VISITS);
        out.unsigned((long) run.version() << VISIT_BITS | visit);
        if (visit == MANY_VISITS) {
            out.unsigned(run.visit());
        }
    }

    private static int has(Run run) {
        return (isDerived(run.id()) ? DERIVED_ID : 0)
                | (run.key() != null ? KEY : 0)
                | (run.due() != null ? DUE : 0)
                | (run.entryAt().equals(run.startedAt()) ? 0 : ENTRY_AT)
                | (run.entry().fields().isEmpty() ? 0 : ENTRY)
                | (run.outputs().fields().isEmpty() ? 0 : OUTPUTS);
    }

    static Run read(StateReader in) {
        int has = in.raw();
        String id = (has & DERIVED_ID) != 0 ? derivedId(in) : in.text();
        String scenario = in.text();
        long versionAndVisit = in.unsigned();
        int version = in.number(versionAndVisit >>> VISIT_BITS);
        int visit = (int) versionAndVisit & MANY_VISITS;
        visit = visit == MANY_VISITS ? in.number() : visit;
        @Nullable String key = (has & KEY) != 0 ? in.text() : null;
        String step = in.text();
        Instant startedAt = in.instant();
        @Nullable Instant due = (has & DUE) != 0 ? in.instant() : null;
        Instant entryAt = (has & ENTRY_AT) != 0 ? in.instant() : startedAt;
        Value.ObjectOf entry = (has & ENTRY) != 0 ? in.object() : Value.ObjectOf.EMPTY;
        Value.ObjectOf outputs = (has & OUTPUTS) != 0 ? in.object() : Value.ObjectOf.EMPTY;
        return new Run(id, scenario, version, key, entry, startedAt, step, visit, due, entryAt, outputs);
    }

    private static String derivedId(StateReader in) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(in.fixed(Long.BYTES)).concat(hex.toHexDigits(in.fixed(Long.BYTES)));
    }

    /** Whether it is 128 bits in small hex digits, as derived ids are. */
    private static boolean isDerived(String id) {
        if (id.length() != ID_DIGITS) {
            return false;
        }
        for (int i = 0; i < ID_DIGITS; i++) {
            char digit = id.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }
}

package io.kikkake.server.platform;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for {@code COPY … FROM STDIN (FORMAT binary)}, the fastest way into PostgreSQL. Call {@link #row} and then one
 * method per column, in order.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">PostgreSQL: COPY, binary format</a>
 */
public final class BinaryCopy {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final long MICROS_1970_TO_2000 = 946_684_800_000_000L;

    private byte[] bytes = new byte[1 << 16];
    private int length;

    public BinaryCopy() {
        write(HEADER);
    }

    public void row(int columns) {
        number(2, columns);
    }

    public void int2(int value) {
        number(4, 2);
        number(2, value);
    }

    public void int4(int value) {
        number(4, 4);
        number(4, value);
    }

    public void int8(long value) {
        number(4, 8);
        number(8, value);
    }

    public void bool(boolean value) {
        number(4, 1);
        number(1, value ? 1 : 0);
    }

    public void instant(Instant value) {
        long micros = value.getEpochSecond() * 1_000_000 + value.getNano() / 1_000;
        int8(micros - MICROS_1970_TO_2000);
    }

    public void optionalInstant(@Nullable Instant value) {
        if (value == null) {
            number(4, -1);
        } else {
            instant(value);
        }
    }

    public void text(@Nullable String value) {
        if (value == null) {
            number(4, -1);
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(4, utf8.length);
        write(utf8);
    }

    public void jsonb(@Nullable String value) {
        if (value == null) {
            number(4, -1);
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(4, utf8.length + 1);
        number(1, 1); // the version of jsonb's binary form
        write(utf8);
    }

    /** @param target table and columns, such as {@code event (seq, name)} */
    public void into(Connection connection, String target) throws SQLException {
        number(2, -1);
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + target + " from stdin (format binary)");
        try {
            copy.writeToCopy(bytes, 0, length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void number(int size, long value) {
        ensure(size);
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >> shift);
        }
    }

    private void write(byte[] more) {
        ensure(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}

package io.kikkake.bench.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows on their way into a table by COPY, sent as they come. Committed by the caller. */
public final class CopyRows implements AutoCloseable {
    private static final int CHUNK = 1 << 16;
    private static final HexFormat HEX = HexFormat.of();

    private final CopyIn copy;
    private final StringBuilder text = new StringBuilder(CHUNK + 4_096);
    private boolean inRow;

    /** @param target table and columns, such as {@code event (seq, name)} */
    public CopyRows(Connection connection, String target) throws SQLException {
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + target + " from stdin");
    }

    /** Text without backslashes, tabs and line ends. */
    public CopyRows text(String value) {
        field().append(value);
        return this;
    }

    public CopyRows number(long value) {
        field().append(value);
        return this;
    }

    public CopyRows instant(Instant value) {
        field().append(value);
        return this;
    }

    public CopyRows bytes(byte[] value) {
        HEX.formatHex(field().append("\\\\x"), value);
        return this;
    }

    public CopyRows nothing() {
        field().append("\\N");
        return this;
    }

    public void end() throws SQLException {
        text.append('\n');
        inRow = false;
        if (text.length() >= CHUNK) {
            send();
        }
    }

    /** Ends the COPY; without it nothing was written. */
    public void finish() throws SQLException {
        send();
        copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private StringBuilder field() {
        if (inRow) {
            text.append('\t');
        }
        inRow = true;
        return text;
    }

    private void send() throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }
}

package io.kikkake.server.platform;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The rows of a list as arrays, one per column, for {@code insert … select from unnest(…)}: one statement for any number. */
public final class Columns<T> {

    private final Connection connection;
    private final List<T> rows;

    public Columns(Connection connection, List<T> rows) {
        this.connection = connection;
        this.rows = rows;
    }

    public Array text(Function<T, @Nullable String> column) throws SQLException {
        return array("text", column, String[]::new);
    }

    public Array int4(Function<T, Integer> column) throws SQLException {
        return array("int4", column, Integer[]::new);
    }

    public Array int8(Function<T, Long> column) throws SQLException {
        return array("int8", column, Long[]::new);
    }

    public Array bool(Function<T, Boolean> column) throws SQLException {
        return array("bool", column, Boolean[]::new);
    }

    /** As text: cast it to {@code timestamptz[]}. */
    public Array instant(Function<T, @Nullable Instant> column) throws SQLException {
        return text(row -> {
            Instant instant = column.apply(row);
            return instant == null ? null : instant.toString();
        });
    }

    public Array bytea(Function<T, byte[]> column) throws SQLException {
        byte[][] values = new byte[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return connection.createArrayOf("bytea", values);
    }

    /** In an array of its own type, which the driver sends in binary form; one of objects it would write as text. */
    private <V extends @Nullable Object> Array array(String type, Function<T, V> column, IntFunction<V[]> empty)
            throws SQLException {
        V[] values = empty.apply(rows.size());
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return connection.createArrayOf(type, values);
    }
}

package io.kikkake.liquid;

import org.jspecify.annotations.Nullable;

/** The variable {@code tablerowloop}. */
final class TableRowLoop implements Drop {
    private final long length;
    private final long columns;
    private long index0;
    private long row = 1;
    private long column = 1;

    TableRowLoop(long length, long columns) {
        this.length = length;
        this.columns = columns;
    }

    void next() {
        index0++;
        if (column == columns) {
            column = 1;
            row++;
        } else {
            column++;
        }
    }

    long row() {
        return row;
    }

    long column() {
        return column;
    }

    boolean endsRow() {
        return column == columns && index0 < length - 1;
    }

    @Override
    public @Nullable Object get(String key) {
        return switch (key) {
            case "length" -> length;
            case "index" -> index0 + 1;
            case "index0" -> index0;
            case "rindex" -> length - index0;
            case "rindex0" -> length - index0 - 1;
            case "first" -> index0 == 0;
            case "last" -> index0 == length - 1;
            case "row" -> row;
            case "col" -> column;
            case "col0" -> column - 1;
            case "col_first" -> column == 1;
            case "col_last" -> column == columns;
            default -> null;
        };
    }

    @Override
    public String toString() {
        return "tablerowloop";
    }
}

package io.kikkake.liquid;

import org.jspecify.annotations.Nullable;

/** A place in a template: the partial it is in, if any, then line and column from 1. */
record Position(@Nullable String partial, int line, int column) {
    static final Position START = new Position(null, 1, 1);

    @Override
    public String toString() {
        String place = "line " + line + ", column " + column;
        return partial == null ? place : "partial '" + partial + "', " + place;
    }
}

package io.kikkake.liquid;

/** A token of the markup inside a tag or output; offset is into the source. */
record Token(Kind kind, String text, int offset) {
    enum Kind {
        NAME,
        STRING,
        NUMBER,
        COMPARISON,
        DOT_DOT,
        PUNCTUATION,
        END
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    /** Whether this is that punctuation mark. */
    boolean is(char mark) {
        return kind == Kind.PUNCTUATION && text.charAt(0) == mark;
    }

    /** Whether this is that word. */
    boolean is(String word) {
        return kind == Kind.NAME && text.equals(word);
    }

    String described() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }
}

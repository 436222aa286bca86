package io.kikkake.engine.condition;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a test compares what it looks at with its operand. In documents the names are written {@code kebab-case}. */
public enum Operator {
    EQUALS(Takes.VALUE),
    NOT_EQUALS(Takes.VALUE),
    IN(Takes.LIST),
    NOT_IN(Takes.LIST),
    GREATER_THAN(Takes.NUMBER),
    AT_LEAST(Takes.NUMBER),
    LESS_THAN(Takes.NUMBER),
    AT_MOST(Takes.NUMBER),
    CONTAINS(Takes.TEXT),
    STARTS_WITH(Takes.TEXT),
    ENDS_WITH(Takes.TEXT),
    MATCHES(Takes.PATTERN),
    EXISTS(Takes.YES_OR_NO),
    EMPTY(Takes.YES_OR_NO),
    /** The list looked at has the operand among its items. */
    HAS(Takes.VALUE);

    /** What kind of operand an operator wants. */
    public enum Takes {
        VALUE,
        LIST,
        NUMBER,
        TEXT,
        PATTERN,
        YES_OR_NO
    }

    private final Takes takes;

    Operator(Takes takes) {
        this.takes = takes;
    }

    public Takes takes() {
        return takes;
    }

    /** As written in documents: {@code at-least}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static List<String> keywords() {
        return Arrays.stream(values()).map(Operator::keyword).toList();
    }
}

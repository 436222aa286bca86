package io.kikkake.engine.condition;

import com.google.re2j.Pattern;
import io.kikkake.engine.value.Value;

/** What a test compares with. */
public sealed interface Operand {

    /** Written in the document. */
    record Literal(Value value) implements Operand {}

    /** Looked up when the condition is asked: {@code {entry: cart_id}}. */
    record Reference(Subject subject) implements Operand {}

    /** A regular expression in RE2 syntax: time linear in the text, whatever the pattern. */
    record Regex(Pattern pattern) implements Operand {}
}

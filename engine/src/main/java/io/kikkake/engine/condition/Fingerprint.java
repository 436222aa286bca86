package io.kikkake.engine.condition;

import io.kikkake.engine.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Hashes what a thing says, so that whoever says the same has the same hash, in every version of the program. */
final class Fingerprint {

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The first 64 bits. */
    long toLong() {
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    Fingerprint add(@Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(text == null ? -1 : bytes.length)
                .flip());
        digest.update(bytes);
        return this;
    }

    Fingerprint add(Value value) {
        return switch (value) {
            case Value.Text(var text) -> add("text").add(text);
            case Value.Number(var number) -> add("number").add(number.toString());
            case Value.Bool(var bool) -> add("bool").add(Boolean.toString(bool));
            case Value.Null() -> add("null");
            case Value.ListOf(var items) -> {
                add("list").add(Integer.toString(items.size()));
                items.forEach(this::add);
                yield this;
            }
            case Value.ObjectOf(var fields) -> {
                add("object").add(Integer.toString(fields.size()));
                fields.forEach((name, field) -> add(name).add(field));
                yield this;
            }
        };
    }

    /** Of what a where may be; anything else counts by its words. */
    Fingerprint add(Condition condition) {
        return switch (condition) {
            case Condition.All(var conditions) -> {
                add("all").add(Integer.toString(conditions.size()));
                conditions.forEach(this::add);
                yield this;
            }
            case Condition.Any(var conditions) -> {
                add("any").add(Integer.toString(conditions.size()));
                conditions.forEach(this::add);
                yield this;
            }
            case Condition.Not(var inner) -> add("not").add(inner);
            case Condition.Test(var subject, var operator, var operand) ->
                add("test").add(subject).add(operator.keyword()).add(operand);
            default -> add("other").add(condition.toString());
        };
    }

    private Fingerprint add(Subject subject) {
        add(subject.source().keyword()).add(subject.path());
        return subject.of() == null ? this : add(subject.of());
    }

    private Fingerprint add(Operand operand) {
        return switch (operand) {
            case Operand.Literal(var value) -> add("literal").add(value);
            case Operand.Reference(var subject) -> add("reference").add(subject);
            case Operand.Regex(var pattern) -> add("regex").add(pattern.pattern());
        };
    }

    Fingerprint add(Window window) {
        return switch (window) {
            case Window.Ever() -> add("ever");
            case Window.Within(var span) ->
                add("within").add(Integer.toString(span.days())).add(span.time().toString());
            case Window.Between(var first, var last) ->
                add("between").add(first.toString()).add(last.toString());
        };
    }
}

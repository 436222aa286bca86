package io.kikkake.liquid;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns values into the text a template prints for them. */
final class Printer {
    private static final int MAX_DEPTH = 100;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xx", Locale.ROOT);

    private Printer() {}

    /** The text of a value, a point in time shown in UTC. */
    static String text(@Nullable Object value) {
        return text(value, ZoneOffset.UTC);
    }

    /** The text of a value, a point in time shown in that zone. */
    static String text(@Nullable Object value, ZoneId zone) {
        if (value instanceof String text) {
            return text;
        }
        if (value == null || value instanceof Nothing) {
            return "";
        }
        if (value instanceof Number number) {
            return Numbers.text(number);
        }
        if (value instanceof Boolean || value instanceof SafeText || value instanceof Range || value instanceof Drop) {
            return value.toString();
        }
        if (value instanceof Instant instant) {
            return TIME.format(instant.atZone(zone));
        }
        StringBuilder out = new StringBuilder();
        if (value instanceof Map<?, ?> map) {
            inspect(map, out, 0);
            return out.toString();
        }
        List<?> list = Values.list(value);
        if (list == null) {
            return value.toString();
        }
        join(list, out, 0);
        return out.toString();
    }

    /** A list prints as its items one after the other, lists in it likewise. */
    private static void join(List<?> list, StringBuilder out, int depth) {
        check(depth);
        for (Object item : list) {
            List<?> inner = item instanceof Range ? null : Values.list(item);
            if (inner == null) {
                out.append(text(item));
            } else {
                join(inner, out, depth + 1);
            }
        }
    }

    /** What is inside a map prints the way Ruby shows it, as in the original. */
    private static void inspect(@Nullable Object value, StringBuilder out, int depth) {
        check(depth);
        if (value == null) {
            out.append("nil");
        } else if (value instanceof String || value instanceof SafeText) {
            quote(value.toString(), out);
        } else if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator);
                inspect(entry.getKey(), out, depth + 1);
                out.append("=>");
                inspect(entry.getValue(), out, depth + 1);
                separator = ", ";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else {
            List<?> list = value instanceof Range ? null : Values.list(value);
            out.append(list == null ? text(value) : "[");
            String separator = "";
            for (Object item : list == null ? List.of() : list) {
                out.append(separator);
                inspect(item, out, depth + 1);
                separator = ", ";
            }
            out.append(list == null ? "" : "]");
        }
    }

    private static void check(int depth) {
        if (depth > MAX_DEPTH) {
            throw new RenderFailure("the data is nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c);
            }
        }
        out.append('"');
    }

    /** A number with a fraction, as Ruby prints a float: always with a point, with an exponent when very big or small. */
    static String decimal(BigDecimal number) {
        if (number.signum() == 0) {
            return "0.0";
        }
        BigDecimal stripped = number.stripTrailingZeros();
        long exponent = (long) stripped.precision() - stripped.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            return stripped.scale() < 1 ? stripped.setScale(1).toPlainString() : stripped.toPlainString();
        }
        String digits = stripped.unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "0" : digits.substring(1);
        String sign = number.signum() < 0 ? "-" : "";
        String power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return sign + digits.charAt(0) + "." + fraction + "e" + power;
    }
}

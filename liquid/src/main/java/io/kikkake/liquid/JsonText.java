package io.kikkake.liquid;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as JSON (RFC 8259), for what is read by a program and not by a person: filter {@code json}. */
final class JsonText {

    private static final int MAX_DEPTH = 100;

    private final RenderContext context;
    private final StringBuilder out = new StringBuilder();

    private JsonText(RenderContext context) {
        this.context = context;
    }

    static String of(RenderContext context, @Nullable Object value) {
        var json = new JsonText(context);
        json.write(value, 0);
        return json.out.toString();
    }

    private void write(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new RenderFailure("the data is nested deeper than " + MAX_DEPTH + " levels");
        }
        context.checkLength(out.length());
        Object plain = Values.plain(value);
        List<?> list = plain instanceof Range || plain == null ? null : Values.list(plain);
        if (plain == null) {
            out.append("null");
        } else if (plain instanceof Boolean || plain instanceof Number) {
            out.append(Printer.text(plain));
        } else if (plain instanceof Map<?, ?> map) {
            out.append('{');
            String separator = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator);
                quote(String.valueOf(entry.getKey()));
                out.append(':');
                write(entry.getValue(), depth + 1);
                separator = ",";
            }
            out.append('}');
        } else if (list != null) {
            out.append('[');
            String separator = "";
            for (Object item : list) {
                out.append(separator);
                write(item, depth + 1);
                separator = ",";
            }
            out.append(']');
        } else {
            quote(Printer.text(plain));
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || c == '\u2028' || c == '\u2029') {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}

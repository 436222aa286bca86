package io.kikkake.liquid;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters that write text in the alphabets of URLs and Base64, and read it back. */
final class EncodingFilters {
    static final List<FilterDefinition> ALL = List.of(
            new FilterDefinition("url_encode", (context, input, args) -> urlEncoded(input)),
            new FilterDefinition("url_decode", (context, input, args) -> urlDecoded(input)),
            new FilterDefinition("base64_encode", (context, input, args) -> encoded(Base64.getEncoder(), input)),
            new FilterDefinition("base64_decode", (context, input, args) -> decoded(Base64.getDecoder(), input, true)),
            new FilterDefinition(
                    "base64_url_safe_encode", (context, input, args) -> encoded(Base64.getUrlEncoder(), input)),
            new FilterDefinition(
                    "base64_url_safe_decode", (context, input, args) -> decoded(Base64.getUrlDecoder(), input, false)));

    private EncodingFilters() {}

    private static @Nullable Object urlEncoded(@Nullable Object input) {
        // Java writes a tilde as an escape, the original as it is.
        return input == null
                ? null
                : URLEncoder.encode(Printer.text(input), UTF_8).replace("%7E", "~");
    }

    private static @Nullable Object urlDecoded(@Nullable Object input) {
        if (input == null) {
            return null;
        }
        byte[] bytes = Printer.text(input).replace('+', ' ').getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low < 0) {
                out.write(bytes[i]);
            } else {
                out.write(high * 16 + low);
                i += 2;
            }
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(out.toByteArray())).toString();
        } catch (CharacterCodingException invalid) {
            throw new RenderFailure("the text decoded is not UTF-8", invalid);
        }
    }

    private static String encoded(Base64.Encoder encoder, @Nullable Object input) {
        return encoder.encodeToString(Printer.text(input).getBytes(UTF_8));
    }

    private static String decoded(Base64.Decoder decoder, @Nullable Object input, boolean padded) {
        String text = Printer.text(input);
        if (padded && text.length() % 4 != 0) {
            throw new RenderFailure("'" + text + "' is not Base64");
        }
        try {
            return new String(decoder.decode(text), UTF_8);
        } catch (IllegalArgumentException invalid) {
            throw new RenderFailure("'" + text + "' is not Base64", invalid);
        }
    }
}

package io.kikkake.server.feedback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * A mail taken apart, however broken it is: header fields, and leaves as text, lines ending with LF. What claims to be MIME and is
 * not reads as one text.
 *
 * @param fields decoded and unfolded
 */
record RawMail(List<Field> fields, List<Leaf> leaves) {

    record Field(String name, String value) {}

    /** @param type of content, in lower case, without parameters */
    record Leaf(String type, String text) {

        boolean is(String kind) {
            return type.equals(kind);
        }
    }

    private static final Session SESSION = Session.getInstance(new Properties());
    private static final Charset JIS = Charset.forName("ISO-2022-JP");
    private static final List<Charset> JAPANESE =
            List.of(UTF_8, Charset.forName("EUC-JP"), Charset.forName("Windows-31J"));
    private static final int DEEPEST = 8;
    private static final int MOST_LEAVES = 50;
    private static final int LONGEST_LEAF = 200_000;

    RawMail {
        fields = List.copyOf(fields);
        leaves = List.copyOf(leaves);
    }

    static RawMail of(byte[] source) {
        byte[] lines = withLineFeeds(source);
        var leaves = new ArrayList<Leaf>();
        try {
            var message = new MimeMessage(SESSION, new ByteArrayInputStream(lines));
            var fields = new ArrayList<Field>();
            for (Header header : Collections.list(message.getAllHeaders())) {
                fields.add(new Field(header.getName(), decoded(header.getValue())));
            }
            collect(message, leaves, 0);
            return new RawMail(fields, leaves);
        } catch (MessagingException e) {
            return new RawMail(List.of(), List.of(new Leaf("text/plain", text(lines, UTF_8))));
        }
    }

    /** The first field of the name; empty if there is none. */
    String field(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return field.value();
            }
        }
        return "";
    }

    boolean has(String name) {
        return fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
    }

    private static byte[] withLineFeeds(byte[] source) {
        var lines = new ByteArrayOutputStream(source.length);
        for (int i = 0; i < source.length; i++) {
            if (source[i] != '\r') {
                lines.write(source[i]);
            } else if (i + 1 >= source.length || source[i + 1] != '\n') {
                lines.write('\n');
            }
        }
        return lines.toByteArray();
    }

    private static void collect(MimePart part, List<Leaf> leaves, int depth) {
        if (leaves.size() >= MOST_LEAVES) {
            return;
        }
        String type = type(part);
        if (type.startsWith("multipart/") && depth < DEEPEST) {
            int before = leaves.size();
            try {
                var parts = new MimeMultipart(part.getDataHandler().getDataSource());
                for (int i = 0; i < parts.getCount(); i++) {
                    BodyPart child = parts.getBodyPart(i);
                    collect((MimePart) child, leaves, depth + 1);
                }
                if (leaves.size() > before) {
                    return;
                }
            } catch (MessagingException | RuntimeException e) {
                // Not the MIME it claims to be: read as one text below.
                leaves.subList(before, leaves.size()).clear();
            }
            type = "text/plain";
        }
        leaves.add(new Leaf(type, body(part)));
    }

    private static String type(MimePart part) {
        try {
            String type = part.getContentType();
            int end = type.indexOf(';');
            return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        } catch (MessagingException e) {
            return "text/plain";
        }
    }

    private static String body(MimePart part) {
        byte[] bytes;
        try (InputStream decoded = part.getInputStream()) {
            bytes = decoded.readNBytes(LONGEST_LEAF);
        } catch (IOException | MessagingException e) {
            bytes = undecoded(part);
        }
        String text = text(bytes, charset(part));
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static byte[] undecoded(MimePart part) {
        try (InputStream raw = part instanceof MimeMessage message
                ? message.getRawInputStream()
                : ((jakarta.mail.internet.MimeBodyPart) part).getRawInputStream()) {
            return raw.readNBytes(LONGEST_LEAF);
        } catch (IOException | MessagingException e) {
            return new byte[0];
        }
    }

    private static Charset charset(MimePart part) {
        try {
            String name = new ContentType(part.getContentType()).getParameter("charset");
            return name == null ? US_ASCII : Charset.forName(MimeUtility.javaCharset(name));
        } catch (ParseException | IllegalCharsetNameException | UnsupportedCharsetException e) {
            return US_ASCII;
        } catch (MessagingException e) {
            return US_ASCII;
        }
    }

    /** As declared; where that is nothing or plainly wrong, UTF-8 if it is that, ISO-2022-JP if it shifts so, else byte by byte. */
    private static String text(byte[] bytes, Charset declared) {
        boolean seven = declared.equals(US_ASCII) || declared.equals(UTF_8) || declared.equals(JIS);
        if (!seven) {
            return new String(bytes, declared);
        }
        if (shifts(bytes)) {
            return new String(bytes, JIS);
        }
        for (Charset candidate : declared.equals(JIS) ? JAPANESE : List.of(UTF_8)) {
            try {
                return candidate.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            } catch (CharacterCodingException e) {
                // not this one
            }
        }
        return new String(bytes, ISO_8859_1);
    }

    private static boolean shifts(byte[] bytes) {
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == 0x1b && bytes[i + 1] == '$' && (bytes[i + 2] == 'B' || bytes[i + 2] == '@')) {
                return true;
            }
        }
        return false;
    }

    /** The library reads a header byte by byte; what is not ASCII there is UTF-8 more often than anything else. */
    private static String decoded(String value) {
        String unfolded = MimeUtility.unfold(value);
        if (unfolded.chars().anyMatch(c -> c > 127)) {
            return text(unfolded.getBytes(ISO_8859_1), UTF_8);
        }
        try {
            return MimeUtility.decodeText(unfolded);
        } catch (UnsupportedEncodingException | RuntimeException e) {
            return unfolded;
        }
    }
}

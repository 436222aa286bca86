package io.kikkake.server.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Writes and reads what stands in signed addresses: everything that is to be known of a click is in it, so that it works without
 * the database and after its scenario is gone. Base64url without padding of a kind, the fields and the signature.
 */
@Component
class Tokens {

    /** A longer address is left alone: with what comes around it, it would not fit into a request's first line. */
    static final int LONGEST_TARGET = 4_000;

    static final int LONGEST = 6_500;

    private static final int PICTURE = 1;
    private static final int LINK = 2;
    private static final int TRAP = 3;
    private static final int VISIT = 4;

    /** The ids of the engine are 16 bytes in hex. */
    private static final int LONGEST_HEX = 120;

    private static final int AS_TEXT = 0x80;

    private final TrackingKey key;

    Tokens(TrackingKey key) {
        this.key = key;
    }

    String write(Reference reference) {
        var out = new ByteArrayOutputStream(160);
        Sending sending = reference.sending();
        switch (reference) {
            case Reference.Picture picture -> whole(out, PICTURE, sending);
            case Reference.Trap trap -> whole(out, TRAP, sending);
            case Reference.Visit visit -> brief(out, VISIT, sending);
            case Reference.Link(var of, int number, Marked target) -> {
                whole(out, LINK, of);
                number(out, number);
                number(out, target.from());
                number(out, target.length());
                out.writeBytes(target.url().getBytes(UTF_8));
            }
        }
        byte[] said = out.toByteArray();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.signed(said, said.length));
    }

    private static void brief(ByteArrayOutputStream out, int kind, Sending sending) {
        out.write(kind);
        number(out, sending.at().getEpochSecond());
        number(out, sending.customer());
        id(out, sending.id());
    }

    private static void whole(ByteArrayOutputStream out, int kind, Sending sending) {
        brief(out, kind, sending);
        text(out, sending.scenario());
        text(out, sending.step());
        text(out, sending.message());
        text(out, sending.topic());
    }

    private static void id(ByteArrayOutputStream out, String id) {
        boolean hex = isHex(id);
        byte[] bytes = hex ? HexFormat.of().parseHex(id) : id.getBytes(UTF_8);
        if (!hex) {
            out.write(AS_TEXT);
        }
        number(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static boolean isHex(String id) {
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return !id.isEmpty() && id.length() % 2 == 0 && id.length() <= LONGEST_HEX;
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        number(out, bytes.length);
        out.writeBytes(bytes);
    }

    /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
    private static void number(ByteArrayOutputStream out, long number) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Empty for anything we did not sign. */
    Optional<Reference> read(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] signed = Base64.getUrlDecoder().decode(token);
            if (!key.isOurs(signed)) {
                return Optional.empty();
            }
            return Optional.of(read(ByteBuffer.wrap(signed, 0, signed.length - TrackingKey.SIGNATURE)));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static Reference read(ByteBuffer in) {
        int kind = in.get();
        Instant at = Instant.ofEpochSecond(number(in));
        long customer = number(in);
        String id = id(in);
        if (kind == VISIT) {
            return new Reference.Visit(new Sending(id, customer, "", "", "", "", at));
        }
        var sending = new Sending(id, customer, text(in), text(in), text(in), text(in), at);
        return switch (kind) {
            case PICTURE -> new Reference.Picture(sending);
            case TRAP -> new Reference.Trap(sending);
            case LINK -> {
                int link = (int) number(in);
                int from = (int) number(in);
                int length = (int) number(in);
                yield new Reference.Link(
                        sending, link, new Marked(new String(bytes(in, in.remaining()), UTF_8), from, length));
            }
            default -> throw new IllegalArgumentException("There is no kind " + kind);
        };
    }

    private static String id(ByteBuffer in) {
        boolean text = (in.get(in.position()) & 0xff) == AS_TEXT;
        if (text) {
            in.get();
        }
        byte[] bytes = bytes(in, (int) number(in));
        return text ? new String(bytes, UTF_8) : HexFormat.of().formatHex(bytes);
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in, (int) number(in)), UTF_8);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("The token ends early");
        }
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static long number(ByteBuffer in) {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = in.get();
            number |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("A number has ten bytes at most");
    }
}

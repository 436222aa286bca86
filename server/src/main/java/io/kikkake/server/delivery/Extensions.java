package io.kikkake.server.delivery;

import io.kikkake.server.delivery.Reply.Stage;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server offers beyond plain SMTP, and what of it a letter needs.
 *
 * @param size whether letters are announced with their size (RFC 1870)
 * @param limit the largest letter in bytes, as the server wrote it; absent or 0: it does not say
 * @param eightBit RFC 6152
 * @param utf8 addresses beyond ASCII (RFC 6531)
 * @param notices notices of failure as we want them (RFC 3461)
 */
record Extensions(boolean size, @Nullable String limit, boolean eightBit, boolean utf8, boolean notices) {

    /** RFC 3461 section 4.4. */
    private static final int LONGEST_ENVELOPE_ID = 100;

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Why the server cannot take the letter, as if it had said so itself; null if it can. */
    @Nullable
    Reply unfit(Letter letter) {
        if (size && limit != null && NUMBER.matcher(limit).matches() && letter.size() > Long.parseLong(limit)) {
            return new Reply.Refused(
                    552,
                    "552 5.3.4 The mail has " + letter.size() + " bytes; the mail server takes " + limit
                            + " at most. Make it smaller.",
                    Stage.CONTENT);
        }
        if (letter.utf8() && !utf8) {
            return new Reply.Refused(
                    553,
                    "553 5.6.7 The address " + letter.to() + " needs SMTPUTF8, which the mail server does not offer.",
                    Stage.CONTENT);
        }
        return null;
    }

    String ofSender(Letter letter, String id) {
        var parameters = new StringBuilder();
        if (size) {
            parameters.append(" SIZE=").append(letter.size());
        }
        if (letter.utf8()) {
            parameters.append(eightBit ? " BODY=8BITMIME SMTPUTF8" : " SMTPUTF8");
        }
        if (notices) {
            parameters.append(" RET=HDRS");
            String envelope = xtext(id);
            if (envelope.length() <= LONGEST_ENVELOPE_ID) {
                parameters.append(" ENVID=").append(envelope);
            }
        }
        return parameters.toString();
    }

    String ofRecipient(Letter letter) {
        if (!notices) {
            return "";
        }
        String original = letter.utf8() ? "" : " ORCPT=rfc822;" + xtext(letter.to());
        return " NOTIFY=FAILURE,DELAY" + original;
    }

    private static String xtext(String text) {
        var written = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            if (one > ' ' && one < 127 && one != '+' && one != '=') {
                written.append((char) one);
            } else {
                written.append('+').append(HEX.toHexDigits(one));
            }
        }
        return written.toString();
    }
}

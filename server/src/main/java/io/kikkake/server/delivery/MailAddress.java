package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address that can be written to.
 *
 * <p>Japanese carriers once gave out addresses against RFC 5321's grammar, such as {@code a..b@docomo.ne.jp} or
 * {@code a.@ezweb.ne.jp}. They are in use, and reached by quoting the part before the @.
 *
 * @param local without quotes; where it is not ASCII, only servers that know SMTPUTF8 (RFC 6531) take it
 * @param domain in ASCII
 */
record MailAddress(String local, String domain) {

    private static final String ATOM = "[\\w!#$%&'*+/=?^`{|}~\\x{a1}-\\x{10ffff}-]+";
    private static final Pattern ATOMS = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final int LONGEST_LOCAL_BYTES = 64;
    private static final Pattern DOMAIN = Pattern.compile(
            "localhost|(?=.{4,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*");

    /** Empty where no mail server could take it. */
    static Optional<MailAddress> of(String address) {
        String stripped = address.strip();
        int at = stripped.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        String local = Normalizer.normalize(unquoted(stripped.substring(0, at)), Normalizer.Form.NFC);
        String domain = ascii(stripped.substring(at + 1));
        boolean usable = local.codePoints().allMatch(MailAddress::isVisible)
                && local.getBytes(UTF_8).length <= LONGEST_LOCAL_BYTES
                && !local.isBlank()
                && local.indexOf('@') < 0
                && DOMAIN.matcher(domain).matches();
        return usable ? Optional.of(new MailAddress(local, domain)) : Optional.empty();
    }

    /** As envelope and headers write it. */
    @Override
    public String toString() {
        if (ATOMS.matcher(local).matches()) {
            return local + "@" + domain;
        }
        return "\"" + local.replace("\\", "\\\\").replace("\"", "\\\"") + "\"@" + domain;
    }

    /** Whether it takes a server that knows SMTPUTF8. */
    boolean isUtf8() {
        return local.chars().anyMatch(c -> c > '~');
    }

    /** A space is, for it can be quoted; no other space and nothing that cannot be seen is. */
    private static boolean isVisible(int point) {
        if (point <= '~') {
            return point >= ' ';
        }
        return point > 0xa0
                && switch (Character.getType(point)) {
                    case Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED -> false;
                    default -> true;
                };
    }

    private static String unquoted(String local) {
        return local.length() > 2 && local.startsWith("\"") && local.endsWith("\"")
                ? local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1")
                : local;
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}

package io.kikkake.server.delivery;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address that can be written to.
 *
 * <p>Japanese carriers once gave out addresses against RFC 5321's grammar, such as {@code a..b@docomo.ne.jp} or
 * {@code a.@ezweb.ne.jp}. They are in use, and reached by quoting the part before the @.
 *
 * @param local without quotes
 * @param domain in ASCII
 */
record MailAddress(String local, String domain) {

    private static final Pattern ATOMS = Pattern.compile("[\\w!#$%&'*+/=?^`{|}~-]+(\\.[\\w!#$%&'*+/=?^`{|}~-]+)*");
    private static final Pattern LOCAL = Pattern.compile("[\\x20-\\x7e]{1,64}");
    private static final Pattern DOMAIN = Pattern.compile(
            "localhost|(?=.{4,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*");

    /** Empty where no mail server could take it. */
    static Optional<MailAddress> of(String address) {
        String stripped = address.strip();
        int at = stripped.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        String local = unquoted(stripped.substring(0, at));
        String domain = ascii(stripped.substring(at + 1));
        boolean usable = LOCAL.matcher(local).matches()
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

package io.kikkake.server.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.net.URLEncoder;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a link leads, as browsers understand it and in ASCII only, so that it may stand in a header.
 *
 * @param host lower case
 * @see <a href="https://url.spec.whatwg.org/">URL standard</a>
 */
record Target(String url, String host) {

    private static final int LONGEST_PORT = 5;
    private static final String ENCODED = "\"<>\\^`{|} ";
    private static final String HEX = "0123456789ABCDEF";

    /** Empty for what is no address on the web, and for what could be taken for another host than it names. */
    static Optional<Target> of(String href) {
        String address = plain(href);
        int scheme = schemeLength(address);
        if (scheme == 0) {
            return Optional.empty();
        }
        int end = scheme;
        while (end < address.length() && "/?#\\".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        String authority = address.substring(scheme, end);
        int colon = authority.indexOf(':');
        String port = colon < 0 ? "" : authority.substring(colon);
        String host = host(colon < 0 ? authority : authority.substring(0, colon));
        boolean clear = end == address.length() || address.charAt(end) != '\\';
        if (!isHost(host) || !isPort(port) || !clear) {
            return Optional.empty();
        }
        String url = address.substring(0, scheme).toLowerCase(Locale.ROOT) + host + port + encoded(address, end);
        return Optional.of(new Target(url, host));
    }

    /** Letters, digits, underscores, and between them dots and hyphens; a dot may be at the end. */
    private static boolean isHost(String host) {
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        for (int i = 0; i < end; i++) {
            char c = host.charAt(i);
            boolean within = i > 0 && i < end - 1;
            if (!isWord(c) && !(within && (c == '.' || c == '-'))) {
                return false;
            }
        }
        return end > 0;
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_';
    }

    /** Empty, or a colon and digits. */
    private static boolean isPort(String port) {
        for (int i = 1; i < port.length(); i++) {
            if (port.charAt(i) < '0' || port.charAt(i) > '9') {
                return false;
            }
        }
        return port.length() <= 1 + LONGEST_PORT;
    }

    private static int schemeLength(String address) {
        for (String scheme : new String[] {"https://", "http://"}) {
            if (address.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return scheme.length();
            }
        }
        return 0;
    }

    private static String host(String written) {
        for (int i = 0; i < written.length(); i++) {
            if (written.charAt(i) >= 0x80) {
                try {
                    return IDN.toASCII(written, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
                } catch (IllegalArgumentException e) {
                    return "";
                }
            }
        }
        return written.toLowerCase(Locale.ROOT);
    }

    /** Browsers take line breaks and tabs out of an address, and spaces off its ends. */
    private static String plain(String href) {
        String stripped = href.strip();
        for (int i = 0; i < stripped.length(); i++) {
            if (stripped.charAt(i) < ' ') {
                return stripped.replaceAll("[\t\r\n]", "");
            }
        }
        return stripped;
    }

    private static String encoded(String address, int from) {
        int i = from;
        while (i < address.length() && isPlain(address.charAt(i))) {
            i++;
        }
        if (i == address.length()) {
            return address.substring(from);
        }
        var encoded = new StringBuilder(address.length() * 2).append(address, from, i);
        for (byte octet : address.substring(i).getBytes(UTF_8)) {
            char c = (char) (octet & 0xff);
            if (isPlain(c)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(char c) {
        return c > ' ' && c < 0x7f && ENCODED.indexOf(c) < 0;
    }

    boolean isAt(Set<String> hosts) {
        return hosts.contains(host);
    }

    /** Whether the host is one of the domains or below one. */
    boolean isBelow(Iterable<String> domains) {
        for (String domain : domains) {
            if (host.equals(domain) || host.endsWith("." + domain)) {
                return true;
            }
        }
        return false;
    }

    Marked unmarked() {
        return new Marked(url, url.length(), 0);
    }

    /** With parameters added that are not there yet, before a fragment. */
    Marked with(Map<String, String> parameters) {
        int fragment = url.indexOf('#');
        String before = fragment < 0 ? url : url.substring(0, fragment);
        Set<String> there = names(before);
        var added = new StringBuilder();
        parameters.forEach((name, value) -> {
            if (!there.contains(name)) {
                boolean first = added.isEmpty() && before.indexOf('?') < 0;
                boolean open = added.isEmpty() && (before.endsWith("?") || before.endsWith("&"));
                added.append(first ? "?" : open ? "" : "&")
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, UTF_8));
            }
        });
        String after = fragment < 0 ? "" : url.substring(fragment);
        return new Marked(before + added + after, before.length(), added.length());
    }

    private static Set<String> names(String url) {
        var names = new HashSet<String>();
        int question = url.indexOf('?');
        if (question >= 0) {
            for (String pair : url.substring(question + 1).split("&")) {
                int equals = pair.indexOf('=');
                names.add(equals < 0 ? pair : pair.substring(0, equals));
            }
        }
        return names;
    }
}

package io.kikkake.server.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds e-mail addresses in text. */
final class Addresses {

    /** Quoted local parts and those of Japanese carriers (dots anywhere) among them; bounded, so that no text makes it slow. */
    private static final String ADDRESS =
            "(?:\"[^\"@\\n]{1,80}\"|[^\\s<>\"'(),;:@\\[\\]\\\\]{1,128})@[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_.-]{0,252}[\\p{L}\\p{N}])?";

    private static final Pattern ANYWHERE = Pattern.compile(ADDRESS);
    private static final Pattern OWN = Pattern.compile("^(?:mailer-daemon|postmaster|double-bounce|no-?reply)@.*");

    private Addresses() {}

    static Optional<String> first(String text) {
        Matcher matcher = ANYWHERE.matcher(text);
        return matcher.find() ? Optional.of(clean(matcher.group())) : Optional.empty();
    }

    static List<String> all(String text) {
        var found = new ArrayList<String>();
        Matcher matcher = ANYWHERE.matcher(text);
        while (matcher.find()) {
            found.add(clean(matcher.group()));
        }
        return found;
    }

    /** Of programs rather than people. */
    static boolean isOfMachine(String address) {
        return OWN.matcher(address).matches();
    }

    static String clean(String address) {
        String bare = address.strip().toLowerCase(Locale.ROOT);
        return bare.startsWith("rfc822;") ? bare.substring(7).strip() : bare;
    }
}

package io.kikkake.server.message;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/** What files may be called, and what their names say of them. */
final class FileNames {

    static final int LONGEST = 100;

    /** Nothing that ends an address, a path or an attribute of HTML. */
    private static final Pattern SOUND = Pattern.compile("[^\\p{Cntrl}\\p{Cf}/\\\\\"'<>&?#%{}:;|*.\\s]"
            + "[^\\p{Cntrl}\\p{Cf}/\\\\\"'<>&?#%{}:;|*]{0," + (LONGEST - 2) + "}");

    /** Gmail refuses a mail with one of these (https://support.google.com/mail/answer/6590). */
    private static final Set<String> REFUSED = Set.of(
            "ade",
            "adp",
            "apk",
            "appx",
            "appxbundle",
            "bat",
            "cab",
            "chm",
            "cmd",
            "com",
            "cpl",
            "diagcab",
            "diagcfg",
            "diagpkg",
            "dll",
            "dmg",
            "ex",
            "exe",
            "hta",
            "img",
            "ins",
            "iso",
            "isp",
            "jar",
            "jnlp",
            "js",
            "jse",
            "lib",
            "lnk",
            "mde",
            "mjs",
            "msc",
            "msi",
            "msix",
            "msixbundle",
            "msp",
            "mst",
            "nsh",
            "pif",
            "ps1",
            "scr",
            "sct",
            "shb",
            "sys",
            "vb",
            "vbe",
            "vbs",
            "vhd",
            "vxd",
            "wsc",
            "wsf",
            "wsh",
            "xll");

    private static final Set<String> SHOWN = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private FileNames() {}

    /** One name however it was typed: a Mac writes が in two characters. */
    static String of(String written) {
        return Normalizer.normalize(written.strip(), Normalizer.Form.NFC);
    }

    /** What is wrong with the name, and what to do. */
    static Optional<String> fault(String name) {
        if (!SOUND.matcher(name).matches()) {
            return Optional.of("A file's name has at most " + LONGEST
                    + " characters, none of / \\ \" ' < > & ? # % { } : ; | * and no dot at its beginning. Rename it."
                    + " ファイル名に使えない文字があります。名前を変えてください。");
        }
        String extension = extension(name);
        if (extension.isEmpty()) {
            return Optional.of("A file's name ends with its kind, such as .pdf or .png. Rename it."
                    + " 拡張子（.pdf など）の付いた名前にしてください。");
        }
        return REFUSED.contains(extension)
                ? Optional.of("Mail programs refuse mails with ." + extension + " files: put a link into the message."
                        + " この種類のファイルは受信側で拒否されます。リンクでご案内ください。")
                : Optional.empty();
    }

    static String type(String name) {
        return MediaTypeFactory.getMediaType(name)
                .map(MediaType::toString)
                .orElse(MediaType.APPLICATION_OCTET_STREAM_VALUE);
    }

    /** Whether mail programs show it within a mail; SVG they do not. */
    static boolean isShown(String type) {
        return SHOWN.contains(type);
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}

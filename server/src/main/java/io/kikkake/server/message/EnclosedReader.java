package io.kikkake.server.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.engine.value.Value;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.UriUtils;

/** Reads what files a message carries: under {@code attachments}, and what its HTML shows as {@code cid:NAME}. */
final class EnclosedReader {

    static final String FIELD = "attachments";
    static final int MOST = 20;

    private static final Pattern SHOWN = Pattern.compile(
            "(?i)(?:\"\\s*cid:([^\"<>]+)(?=\")|'\\s*cid:([^'<>]+)(?=')|\\(\\s*cid:([^)\"'<>]+)(?=\\)))");
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private final String path;
    private final Files files;
    private final Faults faults;
    private final List<Value> attached = new ArrayList<>();
    private final Map<String, Value> pictures = new TreeMap<>();
    private final Map<String, Integer> sizes = new TreeMap<>();

    EnclosedReader(String path, Files files, Faults faults) {
        this.path = path;
        this.files = files;
        this.faults = faults;
    }

    void attachments(Value written) {
        String at = path + "/" + FIELD;
        if (!(written instanceof Value.ListOf(var items))) {
            faults.add(at, "a list of files is wanted here", "[{file: guide.pdf, name: 資料.pdf}]");
            return;
        }
        if (items.size() > MOST) {
            faults.add(at, "a message carries at most " + MOST + " files");
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            attachment(items.get(i), at + "/" + i);
        }
    }

    private void attachment(Value item, String at) {
        if (item instanceof Value.Text(var file)) {
            attachment(file, file, at);
            return;
        }
        if (!(item instanceof Value.ObjectOf(var fields)) || !(fields.get("file") instanceof Value.Text(var file))) {
            faults.add(at, "a file is wanted here", "{file: guide.pdf, name: 資料.pdf}");
            return;
        }
        fields.keySet().stream()
                .filter(name -> !name.equals("file") && !name.equals("name"))
                .forEach(name -> faults.add(
                        at + "/" + Faults.token(name), "unknown field", Closest.to(name, List.of("file", "name"))));
        Value name = fields.getOrDefault("name", Value.of(file));
        if (name instanceof Value.Text(var text) && !text.isBlank()) {
            LiquidText.fault(text).ifPresent(fault -> faults.add(at + "/name", fault));
            attachment(file, text, at + "/file");
        } else {
            faults.add(at + "/name", "a text is wanted here", "資料.pdf");
        }
    }

    private void attachment(String written, String name, String at) {
        if (written.contains("{")) {
            faults.add(at, "which file it is stands here as it is called, without Liquid; its name may have Liquid");
            return;
        }
        known(written, at).ifPresent(file -> {
            // A file twice is twice in the mail.
            sizes.merge(file.name(), file.size(), Integer::sum);
            attached.add(Value.from(Map.of("file", file.name(), "name", name)));
        });
    }

    /**
     * @param field that the HTML stands in
     * @return the HTML with the pictures' Content-IDs (RFC 2392) in place of their names
     */
    String html(String html, String field) {
        return SHOWN.matcher(html)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group().charAt(0) + "cid:" + picture(name(found).strip(), field)));
    }

    private static String name(MatchResult found) {
        return Optional.ofNullable(found.group(1))
                .or(() -> Optional.ofNullable(found.group(2)))
                .orElseGet(() -> found.group(3));
    }

    private String picture(String written, String field) {
        String at = path + "/" + field;
        if (written.contains("{")) {
            faults.add(at, "cid:" + written + ": a picture is named as it is called, without Liquid");
            return written;
        }
        String id = id(decoded(written));
        known(decoded(written), at).ifPresent(file -> {
            if (!FileNames.isShown(file.type())) {
                faults.add(
                        at,
                        "cid:" + written + " is " + file.type()
                                + ", which mail programs do not show: use PNG, JPEG, GIF or WebP");
            }
            if (pictures.put(id, Value.of(file.name())) == null) {
                sizes.merge(file.name(), file.size(), Integer::sum);
            }
        });
        return id;
    }

    private static String decoded(String written) {
        try {
            return FileNames.of(UriUtils.decode(written, UTF_8));
        } catch (IllegalArgumentException e) {
            return written;
        }
    }

    private Optional<StoredFile> known(String name, String at) {
        Optional<StoredFile> file = files.named(name);
        if (file.isEmpty()) {
            faults.add(
                    at,
                    "There is no file " + name
                            + ". Upload it first: under Files in the settings, or with PUT /api/files/" + name
                            + ". ファイルがありません。先に設定の「ファイル」でアップロードしてください。",
                    Closest.to(name, files.all().stream().map(StoredFile::name).toList()));
        }
        return file;
    }

    /** @return what is stored */
    Value.ObjectOf done() {
        int together = sizes.values().stream().mapToInt(Integer::intValue).sum();
        if (together > Files.LARGEST_TOGETHER) {
            faults.add(
                    path + (attached.isEmpty() ? "" : "/" + FIELD),
                    "The files of a message have at most 7 MB together, and these have "
                            + Math.ceilDiv(together, 100_000) / 10.0 + " MB: link to the large ones. ファイルは合計7 MBまでです。");
        }
        if (sizes.isEmpty()) {
            return Value.ObjectOf.EMPTY;
        }
        var stored = new LinkedHashMap<String, Value>();
        stored.put("files", new Value.ListOf(List.copyOf(attached)));
        stored.put("pictures", new Value.ObjectOf(Map.copyOf(pictures)));
        return new Value.ObjectOf(stored);
    }

    /** A Content-ID is made like a Message-ID (RFC 2045). */
    private static String id(String name) {
        if (SAFE_ID.matcher(name).matches()) {
            return name + "@kikkake";
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12) + "@kikkake";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

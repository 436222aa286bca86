package io.kikkake.server.message;

import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Problem.Fault;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The files that mails carry. What was read lately stays in memory as mails have it, so that many mails read it once. */
@Component
public class Files {

    /** Bytes of one file. */
    public static final int LARGEST = 5_000_000;

    /** Bytes of all files of one message: with what base64 adds, houses that take 10 MB take it. */
    static final int LARGEST_TOGETHER = 7_000_000;

    static final int MOST = 1_000;

    private static final int REMEMBERED_CHARS = 32_000_000;
    private static final String FIELDS = "name, type, octet_length(content) as size, created_at";
    private static final byte[] CRLF = {'\r', '\n'};

    /** @param base64 in lines of 76 characters that end with CRLF, but for the last */
    record Loaded(StoredFile file, String base64) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    /** What was used last is last. */
    private final LinkedHashMap<String, Loaded> loaded = new LinkedHashMap<>(16, 0.75f, true);

    private long remembered;

    Files(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public List<StoredFile> all() {
        return jdbc.sql("select " + FIELDS + " from message_file order by name")
                .query(Files::file)
                .list();
    }

    public Optional<StoredFile> named(String name) {
        return jdbc.sql("select " + FIELDS + " from message_file where name = ?")
                .param(FileNames.of(name))
                .query(Files::file)
                .optional();
    }

    Optional<byte[]> content(String name) {
        return jdbc.sql("select content from message_file where name = ?")
                .param(FileNames.of(name))
                .query(byte[].class)
                .optional();
    }

    /**
     * Takes the place of the file of that name, also in mails that leave from now on.
     *
     * @throws Problem 413 or 422 where it cannot be kept
     */
    StoredFile put(String written, byte[] content) {
        String name = FileNames.of(written);
        FileNames.fault(name).ifPresent(fault -> refuse("/name", fault));
        if (content.length > LARGEST) {
            throw new Problem(
                    413,
                    "Too large",
                    "A file has at most 5 MB; put a larger one on your site and link to it."
                            + " ファイルは5 MBまでです。大きなものはサイトに置いてリンクしてください。");
        }
        if (content.length == 0) {
            refuse("", "The file is empty. ファイルが空です。");
        }
        boolean full = named(name).isEmpty()
                && jdbc.sql("select count(*) from message_file")
                                .query(Integer.class)
                                .single()
                        >= MOST;
        if (full) {
            refuse("", "There are " + MOST + " files already; delete some that no scenario uses.");
        }
        var file = new StoredFile(name, FileNames.type(name), content.length, clock.instant());
        jdbc.sql("insert into message_file (name, type, content, created_at) values (?, ?, ?, ?)"
                        + " on conflict (name) do update set type = excluded.type, content = excluded.content,"
                        + " created_at = excluded.created_at")
                .params(name, file.type(), content, file.createdAt().atOffset(ZoneOffset.UTC))
                .update();
        forget(name);
        return file;
    }

    private static void refuse(String path, String fault) {
        throw new Problem(422, "File not saved", fault, List.of(new Fault(path, fault, null)));
    }

    boolean delete(String name) {
        boolean was = jdbc.sql("delete from message_file where name = ?")
                        .param(FileNames.of(name))
                        .update()
                == 1;
        forget(FileNames.of(name));
        return was;
    }

    /**
     * Within the caller's transaction: until it ends, none of them can be deleted.
     *
     * @throws Problem 409 where one was deleted a moment ago
     */
    void hold(Collection<String> names) {
        if (names.isEmpty()) {
            return;
        }
        List<String> there = jdbc.sql("select name from message_file where name in (:names) order by name for share")
                .param("names", names)
                .query(String.class)
                .list();
        if (there.size() < names.size()) {
            throw new Problem(
                    409, "File deleted", "Of the files " + names + " one was deleted just now; publish again.");
        }
    }

    /** @throws RenderingFailed where it is not there any more */
    synchronized Loaded load(String name) {
        Loaded known = loaded.get(name);
        if (known != null) {
            return known;
        }
        Loaded read = jdbc.sql("select " + FIELDS + ", content from message_file where name = ?")
                .param(name)
                .query((row, number) -> new Loaded(
                        file(row, number), Base64.getMimeEncoder(76, CRLF).encodeToString(row.getBytes("content"))))
                .optional()
                .orElseThrow(() -> new RenderingFailed(
                        "The file " + name + ", which the message carries, is not there any more: upload it again."));
        loaded.put(name, read);
        remembered += read.base64().length();
        var oldest = loaded.values().iterator();
        while (remembered > REMEMBERED_CHARS && loaded.size() > 1) {
            remembered -= oldest.next().base64().length();
            oldest.remove();
        }
        return read;
    }

    private synchronized void forget(String name) {
        Loaded was = loaded.remove(name);
        remembered -= was == null ? 0 : was.base64().length();
    }

    private static StoredFile file(ResultSet row, int number) throws SQLException {
        return new StoredFile(
                row.getString("name"),
                row.getString("type"),
                row.getInt("size"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}

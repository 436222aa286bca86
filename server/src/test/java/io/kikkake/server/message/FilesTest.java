package io.kikkake.server.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.value.Value;
import io.kikkake.server.TestDatabase;
import io.kikkake.server.channel.Assignment;
import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.Channels;
import io.kikkake.server.channel.Parcel;
import io.kikkake.server.platform.Problem;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FilesTest {

    private final TestDatabase database = TestDatabase.create();
    private final Files files = new Files(database.jdbc(), Clock.systemUTC());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void ten_thousand_mails_with_one_file_read_and_encode_it_once() {
        files.put("guide.pdf", bytes(1000));
        String first = files.load("guide.pdf").base64();
        for (int i = 0; i < 10_000; i++) {
            assertThat(files.load("guide.pdf").base64()).isSameAs(first);
        }
    }

    @Test
    void a_file_put_again_takes_the_place_of_the_one_before_also_for_who_read_it() {
        files.put("guide.pdf", "old".getBytes(UTF_8));
        files.load("guide.pdf");
        files.put("guide.pdf", "new".getBytes(UTF_8));
        assertThat(files.load("guide.pdf").base64()).isEqualTo("bmV3");
        assertThat(files.all()).hasSize(1);
    }

    @Test
    void what_is_kept_in_memory_has_its_bound_and_what_was_used_lately_stays() {
        for (int i = 0; i < 8; i++) {
            files.put("f" + i + ".bin", bytes(Files.LARGEST));
        }
        String first = files.load("f0.bin").base64();
        for (int i = 1; i < 5; i++) {
            files.load("f" + i + ".bin");
            assertThat(files.load("f0.bin").base64()).isSameAs(first);
        }
        for (int i = 1; i < 8; i++) {
            files.load("f" + i + ".bin");
        }
        assertThat(files.load("f0.bin").base64()).isEqualTo(first).isNotSameAs(first);
    }

    @Test
    void what_cannot_be_sent_is_refused() {
        assertThat(refusal("a.pdf", bytes(Files.LARGEST + 1))).startsWith("413 A file has at most 5 MB");
        assertThat(refusal("a.pdf", bytes(0))).startsWith("422 The file is empty");
        for (String name :
                List.of("a/b.pdf", "a\"b.pdf", ".htaccess", "a", "x".repeat(100) + ".pdf", "a\u202Efdp.exe")) {
            assertThat(refusal(name, bytes(1))).as(name).startsWith("422 A file's name");
        }
        assertThat(refusal("setup.EXE", bytes(1))).startsWith("422 Mail programs refuse mails with .exe files");
        files.put("資料 2026(1).pdf", bytes(Files.LARGEST));
    }

    /** A Mac writes が as か and a mark of its own. */
    @Test
    void a_name_is_one_name_however_it_was_typed() {
        files.put("か\u3099いど.pdf", bytes(1));
        assertThat(files.named("がいど.pdf")).isPresent();
        assertThat(files.load("がいど.pdf").file().type()).isEqualTo("application/pdf");
    }

    @Test
    void a_message_that_names_what_is_not_there_or_cannot_go_is_refused_with_its_place() {
        files.put("guide.pdf", bytes(1));
        files.put("logo.svg", bytes(1));
        files.put("large1.zip", bytes(3_600_000));
        files.put("large2.zip", bytes(3_600_000));

        assertThat(faults(Map.of("attachments", List.of(Map.of("file", "guid.pdf"))))
                        .get("/messages/m/attachments/0/file"))
                .startsWith("There is no file guid.pdf. Upload it first")
                .endsWith("(guide.pdf)");
        assertThat(faults(Map.of("html", "<img src=\"cid:logo.png\">")).get("/messages/m/html"))
                .startsWith("There is no file logo.png");
        assertThat(faults(Map.of("html", "<img src='cid:logo.svg'>")).get("/messages/m/html"))
                .contains("image/svg+xml, which mail programs do not show");
        assertThat(faults(Map.of("html", "<img src='cid:{{ event.logo }}'>")).get("/messages/m/html"))
                .contains("without Liquid");
        assertThat(faults(Map.of("attachments", List.of("large1.zip", "large2.zip")))
                        .get("/messages/m/attachments"))
                .contains("at most 7 MB together", "7.2 MB");
        assertThat(faults(Map.of("attachments", "guide.pdf")).get("/messages/m/attachments"))
                .startsWith("a list of files");
        assertThat(faults(Map.of("attachments", List.of(Map.of("file", "guide.pdf", "nam", "x"))))
                        .get("/messages/m/attachments/0/nam"))
                .isEqualTo("unknown field (name)");
        assertThat(faults(Map.of("attachments", List.of(Map.of("file", "guide.pdf", "name", "{{ x"))))
                        .keySet())
                .containsExactly("/messages/m/attachments/0/name");
        assertThatThrownBy(() -> files.load("gone.pdf")).hasMessageContaining("not there any more");
    }

    @Test
    void pictures_are_found_wherever_html_shows_them_and_get_an_id_each() {
        files.put("logo.png", bytes(1));
        files.put("見出し (1).png", bytes(1));
        Compiled compiled = compile(Map.of(
                "html",
                "<td background='cid:logo.png' style=\"background:url(cid:logo.png)\"><img src=\"cid:見出し (1).png\">"
                        + "<img src=\"cid:%E8%A6%8B%E5%87%BA%E3%81%97%20(1).png\"></td>"));
        assertThat(Enclosed.of(compiled.enclosed()).pictures())
                .hasSize(2)
                .containsEntry("logo.png@kikkake", "logo.png")
                .containsValue("見出し (1).png");
        assertThat(compiled.html())
                .startsWith("<td background='cid:logo.png@kikkake' style=\"background:url(cid:logo.png@kikkake)\">")
                .doesNotContain("見出し", "%E8");
    }

    @Test
    void line_carries_no_files() {
        assertThat(faults(Map.of("attachments", List.of("guide.pdf"), "line", Map.of("text", "t")), false)
                        .get("/messages/m/attachments"))
                .startsWith("only mail carries files");
    }

    private String refusal(String name, byte[] content) {
        Problem problem = catchThrowableOfType(Problem.class, () -> files.put(name, content));
        return problem.status() + " " + problem.getMessage();
    }

    private Compiled compile(Map<String, ?> fields) {
        return read(fields, true).getFirst();
    }

    private Map<String, String> faults(Map<String, ?> fields) {
        return faults(fields, true);
    }

    private Map<String, String> faults(Map<String, ?> fields, boolean mail) {
        Problem problem = catchThrowableOfType(Problem.class, () -> read(fields, mail));
        return problem.faults().stream()
                .collect(Collectors.toMap(
                        Problem.Fault::path,
                        fault ->
                                fault.message() + (fault.suggestion() == null ? "" : " (" + fault.suggestion() + ")")));
    }

    private List<Compiled> read(Map<String, ?> fields, boolean mail) {
        var message = new LinkedHashMap<String, Object>();
        if (mail) {
            message.putAll(Map.of("subject", "s", "from", "owner", "text", "t"));
        }
        message.putAll(fields);
        return MessageReader.readAll(
                (Value.ObjectOf) Value.from(Map.of("m", message)),
                id -> false,
                new Channels(List.of(new FakeLine()), List.of()),
                files);
    }

    private static byte[] bytes(int size) {
        return new byte[size];
    }

    private static final class FakeLine implements Channel {
        @Override
        public String id() {
            return "line";
        }

        @Override
        public Names name() {
            return Names.both("LINE");
        }

        @Override
        public String attribute() {
            return "lineUserId";
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public int connections() {
            return 1;
        }

        @Override
        public List<Flaw> flaws(Value content) {
            return List.of();
        }

        @Override
        public Parcel prepare(Assignment assignment) {
            throw new AssertionError("Nothing is sent here.");
        }
    }
}

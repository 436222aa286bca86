package io.kikkake.server.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.server.message.Contents.Carrier;
import io.kikkake.server.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The files that mails carry: listed, put, fetched, and deleted where no scenario needs them. */
@RestController
class FileApi {

    record All(List<Told> files) {}

    /** @param usedBy messages of scenarios that may still send */
    record Told(String name, String type, int size, Instant createdAt, List<Use> usedBy) {}

    record Use(String scenario, String message) {}

    private final Files files;
    private final Contents contents;
    private final LiveVersions versions;
    private final TransactionOperations transactions;

    FileApi(Files files, Contents contents, LiveVersions versions, TransactionOperations transactions) {
        this.files = files;
        this.contents = contents;
        this.versions = versions;
        this.transactions = transactions;
    }

    @GetMapping("/api/files")
    All all() {
        List<Carrier> carriers = contents.carriers();
        return new All(files.all().stream().map(file -> told(file, carriers)).toList());
    }

    /** The body is the file; how the request calls its type does not matter, its name says it. */
    @PutMapping("/api/files/{name}")
    Told put(@PathVariable String name, HttpServletRequest request) throws IOException {
        StoredFile file = files.put(name, request.getInputStream().readNBytes(Files.LARGEST + 1));
        return told(file, contents.carriers());
    }

    /** To be saved, never to be shown here: it may be a page with a script. */
    @GetMapping("/api/files/{name}")
    ResponseEntity<byte[]> get(@PathVariable String name) {
        byte[] content = files.content(name).orElseThrow(() -> Problem.notFound("The file " + name));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(FileNames.of(name), UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(content);
    }

    @DeleteMapping("/api/files/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name) {
        transactions.executeWithoutResult(transaction -> {
            // Deleted first: who publishes a message with it at this moment waits, or is waited for.
            if (!files.delete(name)) {
                throw Problem.notFound("The file " + name);
            }
            List<Use> uses = uses(FileNames.of(name), contents.carriers());
            if (!uses.isEmpty()) {
                throw new Problem(
                        409,
                        "File in use",
                        "The file " + name + " is carried by "
                                + String.join(
                                        ", ",
                                        uses.stream()
                                                .map(use -> use.scenario() + " (" + use.message() + ")")
                                                .toList())
                                + ". Publish them without it, or archive them, first."
                                + " シナリオで使われているファイルは削除できません。");
            }
        });
    }

    private Told told(StoredFile file, List<Carrier> carriers) {
        return new Told(file.name(), file.type(), file.size(), file.createdAt(), uses(file.name(), carriers));
    }

    private List<Use> uses(String file, List<Carrier> carriers) {
        return carriers.stream()
                .filter(one -> one.file().equals(file) && versions.isLive(one.scenario(), one.version()))
                .map(one -> new Use(one.scenario(), one.message()))
                .distinct()
                .toList();
    }
}

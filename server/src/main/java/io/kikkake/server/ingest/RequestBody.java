package io.kikkake.server.ingest;

import io.kikkake.server.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A request's bytes, unzipped where they are gzip whatever the headers say, and bounded. */
final class RequestBody {

    static final int MAX_BYTES = 500 * 1024;

    private RequestBody() {}

    static byte[] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw tooLarge();
        }
        byte[] bytes = bounded(request.getInputStream());
        if (bytes.length == 0) {
            throw new Problem(400, "Empty body", "The body is empty: it must be a JSON object.");
        }
        boolean gzip = bytes.length > 2 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
        if (!gzip) {
            return bytes;
        }
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(bytes), 8192)) {
            return bounded(unzipped);
        } catch (ZipException | java.io.EOFException e) {
            throw new Problem(
                    400, "Broken gzip", "The body begins like gzip but cannot be unzipped: " + e.getMessage());
        }
    }

    private static byte[] bounded(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw tooLarge();
        }
        return bytes;
    }

    private static Problem tooLarge() {
        return new Problem(413, "Body too large", "A call carries 500 KB at most, after unzipping. Split the batch.");
    }
}

package io.kikkake.bench.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept connection, one request at a time. Connects when first needed and again after the server closed; a request
 * that meets a connection closed while idle is sent once more, so requests must be safe to repeat (events carry a
 * messageId).
 */
public final class HttpConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 60_000;

    private final InetSocketAddress address;
    private final byte[] buffer = new byte[16 * 1024];
    private Socket socket = new Socket();
    private int position;
    private int limit;
    private boolean answered;

    public HttpConnection(InetSocketAddress address) {
        this.address = address;
    }

    /**
     * Sends a request built by {@link Endpoint} and reads the whole answer.
     *
     * @throws IOException if there is no server, or it goes away before the answer is complete
     */
    public HttpResponse exchange(byte[] request) throws IOException {
        boolean reused = socket.isConnected() && !socket.isClosed();
        try {
            return attempt(request);
        } catch (IOException e) {
            close();
            if (!reused || answered) {
                throw e;
            }
        }
        try {
            return attempt(request);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private HttpResponse attempt(byte[] request) throws IOException {
        answered = false;
        connect();
        socket.getOutputStream().write(request);
        HttpResponse response = read(socket.getInputStream());
        return response;
    }

    private void connect() throws IOException {
        if (socket.isConnected() && !socket.isClosed()) {
            return;
        }
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_MILLIS);
        socket.connect(address, CONNECT_MILLIS);
        position = 0;
        limit = 0;
    }

    private HttpResponse read(InputStream in) throws IOException {
        int status = status(line(in));
        int length = -1;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
            } else if (lower.startsWith("connection:")) {
                last = lower.endsWith("close");
            }
        }
        byte[] body = chunked ? chunks(in) : bytes(in, bodyLength(status, length));
        if (last) {
            close();
        }
        return new HttpResponse(status, new String(body, StandardCharsets.UTF_8));
    }

    private static int status(String statusLine) throws IOException {
        if (!statusLine.startsWith("HTTP/1.1 ") || statusLine.length() < 12) {
            throw new IOException("Not an HTTP/1.1 answer: " + statusLine);
        }
        return Integer.parseInt(statusLine.substring(9, 12));
    }

    private static int bodyLength(int status, int length) throws IOException {
        if (length < 0 && status != 204 && status != 304) {
            throw new IOException("An answer " + status + " without a length");
        }
        return Math.max(length, 0);
    }

    private byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size;
        do {
            String sizeLine = line(in);
            int extension = sizeLine.indexOf(';');
            String hex = extension < 0 ? sizeLine : sizeLine.substring(0, extension);
            size = Integer.parseInt(hex.strip(), 16);
            body.write(bytes(in, size));
            line(in);
        } while (size > 0);
        return body.toByteArray();
    }

    private byte[] bytes(InputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        int filled = Math.min(length, limit - position);
        System.arraycopy(buffer, position, bytes, 0, filled);
        position += filled;
        if (in.readNBytes(bytes, filled, length - filled) < length - filled) {
            throw new EOFException("The server closed in the middle of an answer");
        }
        return bytes;
    }

    private String line(InputStream in) throws IOException {
        int scanned = position;
        while (true) {
            for (; scanned < limit; scanned++) {
                if (buffer[scanned] == '\n') {
                    String line = new String(buffer, position, scanned - position, StandardCharsets.ISO_8859_1);
                    position = scanned + 1;
                    return line.stripTrailing();
                }
            }
            scanned -= position;
            fill(in);
        }
    }

    /** Moves what is unread to the front and reads more behind it. */
    private void fill(InputStream in) throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        if (limit == buffer.length) {
            throw new IOException("A header line longer than " + buffer.length + " bytes");
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            throw new EOFException("The server closed before it answered");
        }
        answered = true;
        limit += read;
    }
}

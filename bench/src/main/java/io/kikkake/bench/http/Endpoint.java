package io.kikkake.bench.http;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where requests go and in whose name; turns them into the bytes of HTTP/1.1 before any clock runs.
 *
 * @param authorization value of the Authorization header
 */
public record Endpoint(String host, int port, String authorization) {

    /** Of a plain {@code http://HOST:PORT}. */
    public static Endpoint of(URI url, String authorization) {
        if (!"http".equals(url.getScheme())) {
            throw new IllegalArgumentException("The bench speaks plain http only, not " + url);
        }
        return new Endpoint(url.getHost(), url.getPort() < 0 ? 80 : url.getPort(), authorization);
    }

    public static String bearer(String token) {
        return "Bearer " + token;
    }

    /** Segment's way: the write key is the user name, the password is empty. */
    public static String writeKey(String key) {
        return "Basic " + Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    public byte[] get(String path) {
        return head("GET", path).append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    public byte[] post(String path, String contentType, byte[] body) {
        byte[] head = head("POST", path)
                .append("Content-Type: ")
                .append(contentType)
                .append("\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n\r\n")
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    private StringBuilder head(String method, String path) {
        return new StringBuilder()
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append(':')
                .append(port)
                .append("\r\nAccept: application/json\r\nAuthorization: ")
                .append(authorization)
                .append("\r\n");
    }
}

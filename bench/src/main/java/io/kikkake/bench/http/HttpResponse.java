package io.kikkake.bench.http;

/** An answer with its whole body, decoded as UTF-8. */
public record HttpResponse(int status, String body) {
    public boolean successful() {
        return status >= 200 && status < 300;
    }
}

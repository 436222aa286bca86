package io.kikkake.server.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that cannot be done, told as RFC 9457 tells it. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param path JSON pointer to the field at fault */
    public record Fault(
            String path, String message, @Nullable String suggestion) {}

    private final int status;
    private final String title;
    private final transient List<Fault> faults;

    public Problem(int status, String title, String detail) {
        this(status, title, detail, List.of());
    }

    public Problem(int status, String title, String detail, List<Fault> faults) {
        super(detail);
        this.status = status;
        this.title = title;
        this.faults = List.copyOf(faults);
    }

    public static Problem notFound(String what) {
        return new Problem(404, "Not found", what + " does not exist.");
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public List<Fault> faults() {
        return faults;
    }

    /** For logs: with the faults, which the answer carries apart. */
    @Override
    public String toString() {
        return title + ": " + getMessage() + (faults.isEmpty() ? "" : " " + faults);
    }
}

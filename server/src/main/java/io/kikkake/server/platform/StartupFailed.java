package io.kikkake.server.platform;

/** The product cannot start, and the message says why and what to do: shown without a stack trace. */
public final class StartupFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StartupFailed(String message) {
        super(message);
    }
}

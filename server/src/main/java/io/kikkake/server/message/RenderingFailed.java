package io.kikkake.server.message;

/** A message cannot be made for this customer; the text says why and what to do. */
public final class RenderingFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RenderingFailed(String message) {
        super(message);
    }
}

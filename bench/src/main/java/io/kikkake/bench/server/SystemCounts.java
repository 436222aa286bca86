package io.kikkake.bench.server;

/**
 * What the server says of itself.
 *
 * @param events accepted so far
 * @param decided events all runner shards have decided
 * @param queued messages decided and not yet delivered
 */
public record SystemCounts(long events, long decided, long queued) {
    boolean idle() {
        return decided >= events && queued == 0;
    }
}

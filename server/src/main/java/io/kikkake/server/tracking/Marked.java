package io.kikkake.server.tracking;

/**
 * An address with what was added to it.
 *
 * @param url as browsers get it: ASCII only
 * @param from where in it the addition begins
 * @param length of the addition; 0 where nothing was added
 */
record Marked(String url, int from, int length) {

    /** As the author of the mail wrote it. */
    String written() {
        return url.substring(0, from) + url.substring(from + length);
    }
}

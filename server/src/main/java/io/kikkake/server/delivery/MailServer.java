package io.kikkake.server.delivery;

import io.kikkake.server.platform.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Where letters are handed over.
 *
 * @param greeting what we call ourselves; absent: the name of this machine
 */
record MailServer(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password,
        Settings.Tls tls,
        @Nullable String greeting) {

    static MailServer local(int port) {
        return new MailServer("127.0.0.1", port, null, null, Settings.Tls.NONE, "localhost");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

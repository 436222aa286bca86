package io.kikkake.server.feedback;

import io.kikkake.server.TestServer;
import java.time.Instant;

/** For tests of other packages: a mail as it comes in. */
public final class Answers {

    private Answers() {}

    /** Returns when it was read. */
    public static void take(TestServer server, Instant now, byte[] mail) {
        server.bean(InboundStore.class).add("smtp", "answer " + now, "", mail, now);
        server.bean(InboundWorker.class).wake();
        TestServer.await(
                "the answer to be read",
                () -> server.database()
                                .jdbc()
                                .sql("select count(*) from inbound_mail where state = 0")
                                .query(Long.class)
                                .single()
                        == 0);
    }
}

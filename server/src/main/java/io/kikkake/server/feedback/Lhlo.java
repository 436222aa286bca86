package io.kikkake.server.feedback;

import java.io.IOException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

/** How a client says that it speaks LMTP (RFC 2033): it then wants an answer for each recipient after DATA. */
final class Lhlo extends BaseCommand {

    private final Set<MessageContext> speakers =
            Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    Lhlo() {
        super("LHLO", "Introduce yourself, to speak LMTP.", "<hostname>");
    }

    boolean isSpokenBy(MessageContext session) {
        return speakers.contains(session);
    }

    @Override
    public void execute(String line, Session session) throws IOException {
        String[] words = line.strip().split("\\s+", 2);
        if (words.length < 2) {
            session.sendResponse("501 5.5.4 Syntax: LHLO <hostname>");
            return;
        }
        session.resetMailTransaction();
        session.setHelo(words[1]);
        speakers.add(session);
        session.sendResponse("250-" + session.getServer().getHostName());
        session.sendResponse("250-8BITMIME");
        session.sendResponse("250-PIPELINING");
        session.sendResponse("250-ENHANCEDSTATUSCODES");
        session.sendResponse("250 SIZE " + session.getServer().getMaxMessageSize());
    }
}

package io.kikkake.server.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Tells whoever looks at the mailbox what comes in; whoever is slow to listen holds up nobody who sends. */
@Component
class Arrivals {

    /** What is told of a mail. */
    record Arrival(String id, String to, String subject, Instant at) {}

    private final List<Consumer<Arrival>> listeners = new CopyOnWriteArrayList<>();
    private final Executor teller = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("mailbox-arrivals").factory());

    void listen(Consumer<Arrival> listener) {
        listeners.add(listener);
    }

    void forget(Consumer<Arrival> listener) {
        listeners.remove(listener);
    }

    void tell(StoredMail mail) {
        if (!listeners.isEmpty()) {
            var arrival = new Arrival(mail.id(), mail.to(), mail.subject(), mail.at());
            teller.execute(() -> listeners.forEach(listener -> listener.accept(arrival)));
        }
    }
}

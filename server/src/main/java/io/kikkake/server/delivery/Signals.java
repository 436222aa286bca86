package io.kikkake.server.delivery;

import io.kikkake.server.platform.ClockMoved;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells all pumps that there may be something to do. */
@Component
class Signals {

    private final List<Signal> all = new CopyOnWriteArrayList<>();

    /** One more that is raised with the others. */
    Signal add() {
        var signal = new Signal();
        all.add(signal);
        return signal;
    }

    @EventListener(ClockMoved.class)
    void raise() {
        all.forEach(Signal::raise);
    }
}

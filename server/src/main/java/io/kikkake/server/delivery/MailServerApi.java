package io.kikkake.server.delivery;

import java.time.Clock;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/mail-servers}: which servers work, and which recipients' domains are sent to slowly, with the reason. */
@RestController
class MailServerApi {

    record View(List<Relay.View> servers, List<House.View> domains) {}

    private final Relays relays;
    private final Houses houses;
    private final Clock clock;

    MailServerApi(Relays relays, Houses houses, Clock clock) {
        this.relays = relays;
        this.houses = houses;
        this.clock = clock;
    }

    @GetMapping("/api/mail-servers")
    View view() {
        return new View(relays.all().stream().map(Relay::view).toList(), houses.views(clock.instant()));
    }
}

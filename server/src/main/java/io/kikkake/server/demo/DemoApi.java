package io.kikkake.server.demo;

import io.kikkake.server.access.WriteKeys;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Settings;
import io.kikkake.server.runner.NextDue.Due;
import io.kikkake.server.scenario.Scenarios;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the demo shop asks for: the time, and the key to send events with. */
@RestController
@ConditionalOnBooleanProperty("kikkake.demo")
class DemoApi {

    /** @param factor how many seconds of the demo pass in a real one */
    record ClockFace(
            Instant now,
            int factor,
            boolean accelerated,
            @Nullable Next next,
            String timeZone) {}

    /** @param seconds of real time until then, at the present pace */
    record Next(Instant due, String scenario, String step, double seconds) {}

    private final DemoClock clock;
    private final Haste haste;
    private final Scenarios scenarios;
    private final WriteKeys writeKeys;
    private final Settings settings;

    DemoApi(DemoClock clock, Haste haste, Scenarios scenarios, WriteKeys writeKeys, Settings settings) {
        this.clock = clock;
        this.haste = haste;
        this.scenarios = scenarios;
        this.writeKeys = writeKeys;
        this.settings = settings;
    }

    /** Asking shows that somebody looks on. */
    @GetMapping("/demo/clock")
    ClockFace clock() {
        haste.touch();
        return face(haste.look());
    }

    @PostMapping("/demo/clock/skip")
    ClockFace skip() {
        haste.touch();
        Optional<Due> next = haste.look();
        next.ifPresent(due -> clock.jumpTo(due.due()));
        return face(next);
    }

    @GetMapping(path = "/shop/config.js", produces = "text/javascript;charset=UTF-8")
    String shopConfiguration() {
        return "window.KIKKAKE_SHOP="
                + Json.write(Map.of("writeKey", writeKeys.all().getFirst().key(), "host", "")) + ";\n";
    }

    private ClockFace face(Optional<Due> next) {
        Instant now = clock.instant();
        int factor = clock.factor();
        return new ClockFace(
                now,
                factor,
                factor > 1,
                next.map(due -> next(due, clock.realTimeUntil(due.due()))).orElse(null),
                settings.timeZone().getId());
    }

    private Next next(Due due, Duration left) {
        return new Next(due.due(), scenarios.name(due.scenario()).ja(), due.step(), left.toMillis() / 1000.0);
    }
}

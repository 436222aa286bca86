package io.kikkake.server.runner;

import io.kikkake.engine.Customer;
import io.kikkake.engine.Effect;
import io.kikkake.engine.Feedback;
import io.kikkake.engine.Input;
import io.kikkake.engine.RandomScenarios;
import io.kikkake.engine.RandomScenarios.Written;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.state.Run;
import io.kikkake.server.ingest.Kind;
import io.kikkake.server.ingest.LogEntry;
import io.kikkake.server.platform.Json;
import io.kikkake.server.runner.World.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Draws a world from its number while a host lives through it, for what people and webhooks do depends on what was decided:
 * a person stops a run there is, a webhook answers a call that was made.
 */
final class RandomWorld {

    private static final int ACTS = 60;
    private static final int SCENARIOS = 4;

    private static final int IDS = SCENARIOS + 2;

    /** By scenario. Drawn once: reading documents for each world would take all the time. */
    private static final List<List<Written>> POOL = pool(new SplittableRandom(20260427));

    /**
     * A world, and the calm life in which it was drawn.
     *
     * @param ordered whether all lives of it are alike; not where customers become one while runs are moved, for which came first
     *     is chance then
     */
    record Drawn(World world, MemoryHost lived, boolean ordered) {}

    /** What a step caused, on its way into the log: an event, or that another scenario starts. */
    private record Caused(long customer, Kind kind, String name, Map<String, ?> properties) {}

    private final SplittableRandom random;
    private final MemoryHost host;
    private final boolean ordered;
    private final List<Happening> happenings = new ArrayList<>();
    private final List<Long> alive = new ArrayList<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Queue<Caused> toCome = new ArrayDeque<>();
    private final List<Effect.CallWebhook> calls = new ArrayList<>();
    private Instant now;
    private long seq;
    private int read;

    private RandomWorld(SplittableRandom random, MemoryHost host, int customers, Instant now) {
        this.random = random;
        this.host = host;
        this.now = now;
        this.ordered = random.nextInt(8) > 0;
        for (long id = 1; id <= customers; id++) {
            alive.add(id);
        }
    }

    /** @param witness is told of every step of the life in which the world is drawn */
    static Drawn of(long seed, Invariants witness) {
        var random = new SplittableRandom(seed);
        int customers = 2 + random.nextInt(8);
        String rules = RandomScenarios.rules(random);
        Instant begins = Customer.tokyo("2026-04-27T12:00");
        var host = new MemoryHost(rules, customers, begins, witness);
        var drawn = new RandomWorld(random, host, customers, begins);
        drawn.live();
        return new Drawn(new World(seed, customers, rules, begins, List.copyOf(drawn.happenings)), host, drawn.ordered);
    }

    private static List<List<Written>> pool(SplittableRandom random) {
        var pool = new ArrayList<List<Written>>();
        for (int id = 0; id < IDS; id++) {
            var documents = new ArrayList<Written>();
            while (documents.size() < 100) {
                RandomScenarios.written("s" + id, random).ifPresent(documents::add);
            }
            pool.add(documents);
        }
        return pool;
    }

    private void live() {
        for (long customer : List.copyOf(alive)) {
            Map<String, Object> traits = new LinkedHashMap<>(traits());
            traits.put("email", "customer" + customer + "@example.jp");
            enter(customer, Kind.IDENTIFY, "", false, now, traits);
        }
        for (int i = 0; i < SCENARIOS; i++) {
            publish();
        }
        settle();
        for (int act = 0; act < ACTS; act++) {
            happens();
            // Now and then nothing is decided for a while, as in an outage.
            if (random.nextInt(5) > 0) {
                settle();
            }
        }
        settle();
        pass(400_000);
        settle();
    }

    private void happens() {
        switch (random.nextInt(20)) {
            case 0, 1 -> enter(anybody(), Kind.IDENTIFY, "", false, now, traits());
            case 2, 3, 4, 5 -> pass(random.nextInt(5_000));
            case 6 -> consent();
            case 7 -> feedback();
            case 8 -> merge();
            case 9 -> publish();
            case 10 -> archive();
            case 11 -> enrol();
            case 12 -> manual();
            case 13, 14 -> answer();
            default -> {
                int events = 1 + random.nextInt(12);
                for (int i = 0; i < events; i++) {
                    event();
                }
            }
        }
        for (int i = 0; i < 3 && !toCome.isEmpty(); i++) {
            Caused caused = toCome.remove();
            enter(survivor(caused.customer()), caused.kind(), caused.name(), false, now, caused.properties());
        }
    }

    private void event() {
        // One of a few ids, so that some messages come twice.
        if (random.nextInt(4) == 0 && !seen.add("m" + random.nextInt(20))) {
            return;
        }
        String name = RandomScenarios.EVENTS.get(random.nextInt(RandomScenarios.EVENTS.size()));
        boolean historical = random.nextInt(20) == 0;
        enter(anybody(), Kind.TRACK, name, historical, when(), properties());
    }

    private void consent() {
        String name = random.nextInt(2) == 0 ? ScenarioSet.UNSUBSCRIBED : ScenarioSet.SUBSCRIBED;
        enter(anybody(), Kind.TRACK, name, false, when(), Map.of("topic", oneOf("offers", "news", "sales")));
    }

    /** Addresses die, people complain, somebody forgives them all; a message is not sent after all. */
    private void feedback() {
        switch (random.nextInt(5)) {
            case 0 -> enter(anybody(), Kind.TRACK, Feedback.BOUNCED, false, when(), Map.of("hard", true));
            case 1 -> enter(anybody(), Kind.TRACK, Feedback.BOUNCED, false, when(), Map.of("hard", false));
            case 2 -> enter(anybody(), Kind.TRACK, Feedback.COMPLAINED, false, when(), Map.of());
            case 3 -> enter(anybody(), Kind.TRACK, Feedback.LIFTED, false, when(), Map.of());
            default -> consent();
        }
    }

    private void merge() {
        if (alive.size() > 1 && random.nextInt(2) == 0) {
            long from = alive.remove(random.nextInt(alive.size()));
            long into = anybody();
            host.mergedInto().put(from, into);
            var away = entry(from, Kind.MERGE_AWAY, "", false, now, Map.of("into", into));
            var here = entry(into, Kind.MERGE_INTO, "", false, now, Map.of("from", from));
            // What it was that told that the two are one.
            var told = entry(into, Kind.GROUP, "", false, now, Map.of());
            happen(new Happening.Enters(List.of(away, here, told)));
        }
    }

    private void publish() {
        int number = random.nextInt(IDS);
        String id = "s" + number;
        List<Written> documents = POOL.get(number);
        Written written = documents.get(random.nextInt(documents.size()));
        int version = versions.merge(id, 1, Integer::sum);
        boolean moves = version > 1 && random.nextBoolean();
        if (!moves) {
            happen(new Happening.Publishes(id, version, written, null));
            return;
        }
        if (ordered) {
            settle();
        }
        happen(new Happening.Publishes(id, version, written, Map.of("step_0", "step_1", "step_2", "gone")));
        if (ordered) {
            settle();
        }
    }

    private void archive() {
        if (random.nextInt(3) == 0) {
            happen(new Happening.Archives("s" + random.nextInt(IDS)));
        }
    }

    private void enrol() {
        String id = "e" + random.nextInt(20);
        if (!seen.add(id)) {
            return;
        }
        String scenario = "s" + random.nextInt(IDS);
        enter(
                anybody(),
                Kind.ENROL,
                "",
                false,
                now,
                Requests.enrol(id, scenario, properties(), random.nextBoolean() ? "hanako" : null));
    }

    private void manual() {
        List<MemoryHost.Under> runs = host.runs();
        if (!runs.isEmpty()) {
            MemoryHost.Under under = runs.get(random.nextInt(runs.size()));
            var act = random.nextBoolean() ? Input.Manual.Act.STOP : Input.Manual.Act.SKIP;
            enter(
                    survivor(under.customer()),
                    Kind.MANUAL,
                    "",
                    false,
                    now,
                    Requests.manual(under.run().id(), act, "hanako"));
        }
    }

    private void answer() {
        if (!calls.isEmpty()) {
            Effect.CallWebhook call = calls.get(random.nextInt(calls.size()));
            Run run = call.run();
            boolean ok = random.nextInt(4) > 0;
            enter(
                    anybody(),
                    Kind.ANSWER,
                    "",
                    false,
                    now,
                    Map.of(
                            "run",
                            run.id(),
                            "step",
                            run.step(),
                            "visit",
                            run.visit(),
                            "ok",
                            ok,
                            "value",
                            Map.of("n", 1)));
        }
    }

    private void settle() {
        happen(new Happening.Settles());
        List<MemoryHost.Done> deeds = host.deeds();
        for (; read < deeds.size(); read++) {
            long customer = deeds.get(read).customer();
            switch (deeds.get(read).deed()) {
                case Effect.EmitEvent emit ->
                    toCome.add(new Caused(customer, Kind.TRACK, emit.event(), Json.map(emit.properties())));
                case Effect.StartScenario start ->
                    toCome.add(new Caused(
                            customer,
                            Kind.ENROL,
                            "",
                            Requests.enrol(start.id(), start.scenario(), Json.map(start.properties()), null)));
                case Effect.CallWebhook call -> calls.add(call);
                default -> {}
            }
        }
    }

    private void pass(int minutes) {
        now = now.plus(Duration.ofMinutes(minutes));
        happen(new Happening.Passes(now));
    }

    private void enter(
            long customer, Kind kind, String name, boolean historical, Instant timestamp, Map<String, ?> properties) {
        happen(new Happening.Enters(List.of(entry(customer, kind, name, historical, timestamp, properties))));
    }

    private LogEntry entry(
            long customer, Kind kind, String name, boolean historical, Instant timestamp, Map<String, ?> properties) {
        return new LogEntry(++seq, customer, kind, historical, name, timestamp, now, Json.write(properties));
    }

    private void happen(Happening happening) {
        happenings.add(happening);
        host.live(happening);
    }

    private long anybody() {
        return alive.get(random.nextInt(alive.size()));
    }

    private long survivor(long customer) {
        long id = customer;
        while (host.mergedInto().containsKey(id)) {
            id = host.mergedInto().get(id);
        }
        return id;
    }

    /** Mostly now; some arrive late, or from a clock that is ahead. */
    private Instant when() {
        return random.nextInt(3) > 0 ? now : now.plusSeconds(random.nextInt(-300_000, 1));
    }

    private Map<String, Object> properties() {
        var fields = new LinkedHashMap<String, Object>();
        if (random.nextInt(6) > 0) {
            fields.put("k", oneOf("a", "b", "c"));
        }
        if (random.nextInt(6) > 0) {
            fields.put("v", random.nextInt(8) == 0 ? "text" : random.nextInt(6));
        }
        return fields;
    }

    private Map<String, Object> traits() {
        Map<String, Object> traits = properties();
        if (random.nextInt(3) == 0) {
            traits.put("born", "1990-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28)));
        }
        if (random.nextInt(3) == 0) {
            traits.put("until", "2026-%02d-%02d".formatted(4 + random.nextInt(4), 1 + random.nextInt(28)));
        }
        if (random.nextInt(8) == 0) {
            traits.put("timezone", oneOf("America/New_York", "Asia/Tokyo", "nowhere"));
        }
        return traits;
    }

    private String oneOf(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}

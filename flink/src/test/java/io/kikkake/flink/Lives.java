package io.kikkake.flink;

import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.flink.LogInput.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/** Random lives of a few customers who merge now and then, and what is published meanwhile. The seed tells all. */
final class Lives {

    static final int CUSTOMERS = 5;

    private static final List<String> EVENTS = List.of(
            "Cart Updated",
            "Cart Updated",
            "Cart Updated",
            "Order Completed",
            "Signed Up",
            "Clicked",
            "Account Closed",
            "Page Viewed",
            ScenarioSet.SUBSCRIBED,
            ScenarioSet.UNSUBSCRIBED);

    /** Something that happens to all of them. */
    sealed interface Act {

        record Enters(LogInput input) implements Act {}

        /** One customer turns out to be another: two entries. */
        record Merges(LogInput away, LogInput into) implements Act {}

        record Passes(Instant until) implements Act {}

        record Publishes(ScenarioChange change) implements Act {}
    }

    private final Random random;
    private final List<Long> alive = new ArrayList<>();
    private final boolean timersFire;
    private Instant now = Inputs.NOON;
    private long seq;

    private Lives(long seed, boolean timersFire) {
        this.random = new Random(seed);
        this.timersFire = timersFire;
        for (long customer = 1; customer <= CUSTOMERS; customer++) {
            alive.add(customer);
        }
    }

    /** @param timersFire whether so much time passes that waits come to their end */
    static List<Act> of(long seed, boolean timersFire) {
        var lives = new Lives(seed, timersFire);
        var acts = new ArrayList<Act>();
        for (int i = 0; i < 60; i++) {
            acts.add(lives.next());
        }
        return acts;
    }

    private Act next() {
        now = now.plusMillis(timersFire ? random.nextLong(4_000_000) : random.nextLong(5_000));
        int kind = random.nextInt(20);
        if (kind < 3) {
            now = now.plusSeconds(timersFire ? random.nextLong(200_000) : 1);
            return new Act.Passes(now);
        }
        if (kind == 3) {
            return new Act.Publishes(publication());
        }
        if (kind == 4 && alive.size() > 2) {
            long from = alive.remove(random.nextInt(alive.size()));
            long into = alive.get(random.nextInt(alive.size()));
            return new Act.Merges(Inputs.away(++seq, from, now, into), Inputs.into(++seq, into, now, from));
        }
        return new Act.Enters(entry(alive.get(random.nextInt(alive.size()))));
    }

    private LogInput entry(long customer) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("cart_id", random.nextInt(10) == 0 ? "" : "c-" + random.nextInt(2));
        fields.put("email", "c@example.jp");
        fields.put("topic", random.nextBoolean() ? "offers" : "news");
        if (random.nextInt(4) == 0) {
            fields.put("value", List.of(1, 2.50, "三", true));
        }
        if (random.nextInt(8) == 0) {
            fields.put("timezone", random.nextBoolean() ? "America/New_York" : "nowhere");
        }
        boolean identifies = random.nextInt(6) == 0;
        Instant timestamp = random.nextInt(4) == 0 ? now.minusSeconds(random.nextLong(-5_000, 100_000)) : now;
        return new LogInput(
                ++seq,
                customer,
                identifies ? Kind.IDENTIFY : Kind.TRACK,
                !identifies && random.nextInt(12) == 0,
                identifies ? "" : EVENTS.get(random.nextInt(EVENTS.size())),
                timestamp,
                now,
                Json.write(fields));
    }

    private ScenarioChange publication() {
        return switch (random.nextInt(5)) {
            case 0 -> Publications.current(Publications.CART, 1);
            case 1 -> Publications.current(Publications.CART_2, 2);
            case 2 -> Publications.change(Publications.LOOP, 1, Status.ARCHIVED);
            case 3 -> Publications.current(Publications.LOOP, 1);
            default -> Publications.change(Publications.NEWS, 1, random.nextBoolean() ? Status.OLD : Status.CURRENT);
        };
    }
}

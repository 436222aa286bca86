package io.kikkake.flink;

import io.kikkake.engine.ScenarioSet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Hosts the engine: one customer's inputs and timers one at a time, under the scenarios published so far. */
public final class DecideFunction extends KeyedBroadcastProcessFunction<Long, LogInput, ScenarioChange, EffectRecord> {

    private static final long serialVersionUID = 1;

    static final MapStateDescriptor<String, ScenarioChange> PUBLISHED =
            new MapStateDescriptor<>("published", Types.STRING, TypeInformation.of(ScenarioChange.class));
    static final OutputTag<HandOver> HAND_OVERS = new OutputTag<>("hand-overs", TypeInformation.of(HandOver.class));
    static final OutputTag<Refusal> REFUSALS = new OutputTag<>("refusals", TypeInformation.of(Refusal.class));

    private final String zone;
    private final ArrayList<ScenarioChange> atStart;
    private transient @Nullable ScenarioSet active;

    @SuppressWarnings("NullAway.Init")
    private transient KeptCustomer kept;

    /**
     * @param zone of customers whose own is not known
     * @param atStart what was published before the first input; what comes with a restored state counts more
     */
    DecideFunction(ZoneId zone, List<ScenarioChange> atStart) {
        this.zone = zone.getId();
        this.atStart = new ArrayList<>(atStart);
    }

    @Override
    public void open(OpenContext context) {
        kept = new KeptCustomer(getRuntimeContext());
    }

    @Override
    public void processElement(LogInput input, ReadOnlyContext context, Collector<EffectRecord> out) throws Exception {
        ScenarioSet scenarios = scenarios(context.getBroadcastState(PUBLISHED));
        if (input.kind() == LogInput.Kind.HANDED_OVER) {
            kept.arrive(HandOver.read(input));
            goOn(scenarios, context, out);
        } else if (kept.waits()) {
            kept.wait(input);
        } else if (matters(scenarios, input)) {
            Turn turn = turn(scenarios, context, out);
            if (!turn.take(input)) {
                kept.wait(input);
            }
            turn.end();
        }
    }

    private static boolean matters(ScenarioSet scenarios, LogInput input) {
        return switch (input.kind()) {
            case TRACK, PAGE, SCREEN -> scenarios.listens(input.name());
            case GROUP, ALIAS -> false;
            default -> true;
        };
    }

    /** Takes up what waited for another's state, as far as it is there now. */
    private void goOn(ScenarioSet scenarios, ReadOnlyContext context, Collector<EffectRecord> out) throws Exception {
        if (!kept.waits()) {
            return;
        }
        Turn turn = turn(scenarios, context, out);
        boolean waits = false;
        for (LogInput input : kept.takeWaiting()) {
            waits = waits || (matters(scenarios, input) && !turn.take(input));
            if (waits) {
                kept.wait(input);
            }
        }
        if (!waits) {
            TimerService time = context.timerService();
            turn.fireBefore(after(reached(time.currentWatermark(), time)));
        }
        turn.end();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<EffectRecord> out) throws Exception {
        long until = reached(timestamp, context.timerService());
        // While the customer waits for another's state, what is due waits as well.
        if (until < timestamp || kept.waits()) {
            return;
        }
        Turn turn = turn(scenarios(context.getBroadcastState(PUBLISHED)), context, out);
        turn.fireBefore(after(until));
        turn.end();
    }

    /** The end of the inputs, which Flink shows as the end of all time, is not: then the wall clock says what is due. */
    private static long reached(long timestamp, TimerService time) {
        return time.currentWatermark() == Long.MAX_VALUE
                ? Math.min(timestamp, time.currentProcessingTime())
                : timestamp;
    }

    /** The moment that all of the millisecond lies before. */
    private static Instant after(long millis) {
        return millis == Long.MIN_VALUE
                ? Instant.MIN
                : Instant.ofEpochMilli(millis).plusNanos(1);
    }

    private Turn turn(ScenarioSet scenarios, ReadOnlyContext context, Collector<EffectRecord> out) throws Exception {
        return new Turn(scenarios, kept, context.getCurrentKey(), context.timerService(), new Outlet() {
            @Override
            public void effect(EffectRecord effect) {
                out.collect(effect);
            }

            @Override
            public void handOver(HandOver handOver) {
                context.output(HAND_OVERS, handOver);
            }

            @Override
            public void refuse(Refusal refusal) {
                context.output(REFUSALS, refusal);
            }
        });
    }

    @Override
    public void processBroadcastElement(ScenarioChange change, Context context, Collector<EffectRecord> out)
            throws Exception {
        try {
            change.check();
        } catch (RuntimeException e) {
            // every subtask hears of it, one says so
            if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
                context.output(REFUSALS, new Refusal(0, 0, String.valueOf(e.getMessage()), change.document()));
            }
            return;
        }
        BroadcastState<String, ScenarioChange> published = context.getBroadcastState(PUBLISHED);
        List<ScenarioChange> all = all(published);
        for (ScenarioChange each : all.isEmpty() ? atStart : all) {
            published.put(each.place(), each);
        }
        for (ScenarioChange each : Published.changed(all(published), change)) {
            published.put(each.place(), each);
        }
        active = null;
    }

    private ScenarioSet scenarios(ReadOnlyBroadcastState<String, ScenarioChange> published) throws Exception {
        ScenarioSet known = active;
        if (known == null) {
            List<ScenarioChange> all = all(published);
            known = Published.set(ZoneId.of(zone), all.isEmpty() ? atStart : all);
            active = known;
        }
        return known;
    }

    private static List<ScenarioChange> all(ReadOnlyBroadcastState<String, ScenarioChange> published) throws Exception {
        var all = new ArrayList<ScenarioChange>();
        Iterator<Map.Entry<String, ScenarioChange>> entries =
                published.immutableEntries().iterator();
        while (entries.hasNext()) {
            all.add(entries.next().getValue());
        }
        return all;
    }
}

package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.scenario.Action;
import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What steps do that neither wait nor send. */
final class Acting {

    /** Events that cause events that cause events: so many in a row, then no more. */
    static final int DEEPEST = 5;

    /** How deep in such a row an event is; absent for what came from outside. */
    static final String DEPTH = "kikkake_depth";

    private final Draft draft;
    private final Plan plan;
    private final Walk walk;
    private final Value.@Nullable ObjectOf event;

    Acting(Draft draft, Plan plan, Walk walk, Value.@Nullable ObjectOf event) {
        this.draft = draft;
        this.plan = plan;
        this.walk = walk;
        this.event = event;
    }

    /** Where the run goes on to at once; null if it stays or is over. */
    @Nullable
    String take(Run here, Action action) {
        return switch (action) {
            case Action.Set set -> {
                new Setting(draft, facts(here)).set(here, set);
                yield done(here, set, null);
            }
            case Action.Coupon coupon -> coupon(here, coupon);
            case Action.Points points -> {
                Names reason = points.reason();
                draft.add(new Effect.GrantPoints(
                        Ids.send(here), here, points.points(), reason == null ? null : reason.ja()));
                walk.bring(here.step(), output("points", Value.of(points.points())));
                yield done(here, points, String.valueOf(points.points()));
            }
            case Action.Task task -> task(here, task);
            case Action.Webhook webhook -> webhook(here, webhook);
            case Action.Emit emit -> emit(here, emit);
            case Action.Start start -> start(here, start);
            case Action.Jump jump -> jump.next();
        };
    }

    private String done(Run here, Action action, @Nullable String detail) {
        draft.trace(here, here.step(), What.DONE, detail, null);
        return action.next();
    }

    private Facts facts(Run here) {
        return draft.facts(event, here);
    }

    private @Nullable String coupon(Run here, Action.Coupon coupon) {
        Instant expires = coupon.expires() == null ? null : coupon.expires().after(draft.now, draft.zone());
        if (coupon.pool() != null) {
            draft.add(new Effect.TakeCoupon(Ids.send(here), here, coupon.pool(), expires));
            // Only for as long as the host needs to look; it answers before anything else happens to the customer.
            walk.rests(here, null);
            return null;
        }
        String code = coupon.prefix() + Ids.code(here);
        draft.add(new Effect.IssueCoupon(Ids.send(here), here, code, expires));
        walk.bring(here.step(), couponOutput(Value.of(code), expires));
        return done(here, coupon, code);
    }

    static Value.ObjectOf couponOutput(Value code, @Nullable Instant expires) {
        var fields = new LinkedHashMap<String, Value>();
        fields.put("code", code);
        if (expires != null) {
            fields.put("expires", Value.of(expires.toString()));
        }
        return new Value.ObjectOf(fields);
    }

    private String task(Run here, Action.Task task) {
        Instant due = task.due() == null ? null : task.due().after(draft.now, draft.zone());
        var filling = new Filling(draft.state.attributes(), here);
        String note = task.note() == null ? null : filling.fill(task.note());
        String title = filling.fill(task.title());
        draft.add(new Effect.CreateTask(Ids.send(here), here, title, note, due));
        return done(here, task, title);
    }

    private @Nullable String webhook(Run here, Action.Webhook webhook) {
        Instant until = webhook.await() == null ? null : webhook.await().after(draft.now, draft.zone());
        var body = new LinkedHashMap<String, Value>();
        body.put("id", Value.of(Ids.send(here)));
        body.put("scenario", Value.of(here.scenario()));
        body.put("run", Value.of(here.id()));
        body.put("step", Value.of(here.step()));
        body.put(
                "customer",
                new Value.ObjectOf(Map.of("id", Value.of(draft.state.id()), "attributes", draft.state.attributes())));
        body.put("event", here.entry());
        body.put("steps", here.outputs());
        body.put("data", resolved(here, webhook.body()));
        draft.add(new Effect.CallWebhook(Ids.send(here), here, webhook.url(), new Value.ObjectOf(body), until));
        if (until == null) {
            return done(here, webhook, null);
        }
        walk.rests(here, until);
        return null;
    }

    private String emit(Run here, Action.Emit emit) {
        if (isTooDeep(here)) {
            return tooDeep(here, emit);
        }
        draft.add(new Effect.EmitEvent(
                Ids.send(here), here, emit.event(), caused(here, resolved(here, emit.properties()))));
        return done(here, emit, emit.event());
    }

    private String start(Run here, Action.Start start) {
        if (isTooDeep(here)) {
            return tooDeep(here, start);
        }
        draft.add(new Effect.StartScenario(
                Ids.send(here), here, start.scenario(), caused(here, resolved(here, start.properties()))));
        return done(here, start, start.scenario());
    }

    private String tooDeep(Run here, Action action) {
        draft.trace(here, here.step(), What.SKIPPED, Reason.TOO_DEEP.code(), null);
        return action.next();
    }

    private boolean isTooDeep(Run here) {
        return depth(here) >= DEEPEST;
    }

    /** Of what entered the run or moves it now, whichever is deeper. */
    private int depth(Run here) {
        return Math.max(depth(here.entry()), event == null ? 0 : depth(event));
    }

    private static int depth(Value.ObjectOf properties) {
        // Bounded before it is converted: a number from outside may have any size.
        return properties.fields().get(DEPTH) instanceof Value.Number(var number)
                ? number.max(BigDecimal.ZERO).min(BigDecimal.valueOf(DEEPEST)).intValue()
                : 0;
    }

    private Value.ObjectOf caused(Run here, Value.ObjectOf properties) {
        var fields = new LinkedHashMap<>(properties.fields());
        fields.put(DEPTH, Value.of(depth(here) + 1L));
        return new Value.ObjectOf(fields);
    }

    private Value.ObjectOf resolved(Run here, Map<String, Operand> operands) {
        Facts facts = facts(here);
        var fields = new LinkedHashMap<String, Value>();
        operands.forEach((name, operand) -> {
            Value value = Setting.value(operand, facts);
            if (value != null) {
                fields.put(name, value);
            }
        });
        return Bounds.within(new Value.ObjectOf(fields));
    }

    /** The arm of a split the customer takes, whatever the run. */
    String split(Run here, Step.Split split) {
        Step.Arm arm = arm(here, split);
        draft.trace(here, here.step(), What.BRANCHED, arm.name().ja(), null);
        if (!here.outputs().fields().containsKey(here.step())) {
            // Once a run, however often it comes by.
            draft.add(new Effect.TookArm(Ids.arm(here, here.step()), here, arm.id()));
        }
        walk.bring(here.step(), output("arm", Value.of(arm.id())));
        return arm.next();
    }

    private Step.Arm arm(Run here, Step.Split split) {
        String winner = plan.winner(split.id());
        int share = Ids.share(here.scenario(), split.id(), draft.state.id());
        int reached = 0;
        for (Step.Arm arm : split.arms()) {
            if (arm.id().equals(winner)) {
                return arm;
            }
        }
        for (Step.Arm arm : split.arms()) {
            reached += arm.weight() * 100;
            if (share < reached) {
                return arm;
            }
        }
        return split.arms().getLast();
    }

    private static Value.ObjectOf output(String name, Value value) {
        return new Value.ObjectOf(Map.of(name, value));
    }
}

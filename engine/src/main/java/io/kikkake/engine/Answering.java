package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.scenario.Action;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.LinkedHashMap;

/** What came of what a run asked its host for. */
final class Answering {

    private final Draft draft;
    private final Input.Answered answered;

    private Answering(Draft draft, Input.Answered answered) {
        this.draft = draft;
        this.answered = answered;
    }

    /** A run that is over, or never asked, is not there to hear it. */
    static void hear(Draft draft, Input.Answered answered) {
        draft.state.runs().stream()
                .filter(run -> run.id().equals(answered.run()) && run.visit() >= answered.visit())
                .findFirst()
                .ifPresent(run -> new Answering(draft, answered).hear(run));
    }

    private void hear(Run run) {
        Plan plan = draft.active.plan(run.scenario(), run.version());
        if (plan == null || !(plan.step(step(run)) instanceof Action action)) {
            return;
        }
        boolean waits = waits(run);
        switch (action) {
            case Action.Coupon coupon when waits -> coupon(plan, run, coupon);
            case Action.Webhook webhook -> webhook(plan, run, webhook, waits);
            default -> {}
        }
    }

    /** No step is visited twice under one number; a run that was moved meanwhile waits at a step of another name. */
    private boolean waits(Run run) {
        return run.visit() == answered.visit();
    }

    private String step(Run run) {
        return waits(run) ? run.step() : answered.step();
    }

    private void coupon(Plan plan, Run run, Action.Coupon coupon) {
        Value code = answered.ok() ? answered.value().at("code") : null;
        if (code == null) {
            draft.trace(run, run.step(), What.SKIPPED, Reason.POOL_EMPTY.code(), null);
            Walk walk = walk(plan, run);
            if (coupon.exitIfEmpty()) {
                walk.end(run, What.EXITED, run.step(), Reason.POOL_EMPTY.code());
            } else {
                walk.to(run, coupon.next());
            }
            return;
        }
        Instant expires = coupon.expires() == null ? null : coupon.expires().after(draft.now, draft.zone());
        draft.trace(run, run.step(), What.DONE, code instanceof Value.Text(var text) ? text : null, null);
        walk(plan, run).to(with(run, Acting.couponOutput(code, expires)), coupon.next());
    }

    private void webhook(Plan plan, Run run, Action.Webhook webhook, boolean waits) {
        var output = new LinkedHashMap<String, Value>();
        output.put("ok", Value.of(answered.ok()));
        output.put("answer", answered.value());
        Run told = with(run, new Value.ObjectOf(output));
        if (!waits || webhook.await() == null) {
            draft.keep(told);
            return;
        }
        draft.trace(run, run.step(), What.DONE, answered.ok() ? null : Reason.NOT_ANSWERED.code(), null);
        walk(plan, run).to(told, answered.ok() ? webhook.next() : webhook.onFailure());
    }

    private Walk walk(Plan plan, Run run) {
        return new Walk(draft, plan, null, run.due(), draft.now);
    }

    /** Nobody answered in time. */
    static void timedOut(Draft draft, Walk walk, Run run, Action.Webhook webhook) {
        draft.trace(run, run.step(), What.DONE, Reason.NOT_ANSWERED.code(), null);
        walk.to(run, webhook.onFailure());
    }

    private Run with(Run run, Value.ObjectOf output) {
        return run.withOutputs(with(run.outputs(), step(run), output));
    }

    /** Outputs with one more, within what a state may hold; the newest stands last, and is cut first. */
    static Value.ObjectOf with(Value.ObjectOf outputs, String step, Value.ObjectOf output) {
        var fields = new LinkedHashMap<>(outputs.fields());
        fields.remove(step);
        fields.put(step, output);
        return Bounds.within(new Value.ObjectOf(fields));
    }
}

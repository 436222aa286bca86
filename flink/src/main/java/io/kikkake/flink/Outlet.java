package io.kikkake.flink;

/** Where a customer's turn puts what came of it. */
interface Outlet {

    void effect(EffectRecord effect);

    void handOver(HandOver handOver);

    void refuse(Refusal refusal);
}

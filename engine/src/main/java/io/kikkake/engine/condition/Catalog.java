package io.kikkake.engine.condition;

import io.kikkake.engine.value.Value;
import java.util.Optional;

/** What is on offer, as it is at the moment of a decision: stock, prices. A host gives an immutable snapshot. */
public interface Catalog {

    Catalog EMPTY = id -> Optional.empty();

    /** What is known of a product; empty where there is none of the id. */
    Optional<Value.ObjectOf> product(String id);
}

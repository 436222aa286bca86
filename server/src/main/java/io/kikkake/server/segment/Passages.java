package io.kikkake.server.segment;

import org.jooq.Condition;

/** What those who host the runs know of them, about the customers {@code CustomerColumns.ID} stands for. */
public interface Passages {

    /** A run of the scenario is under way. */
    Condition isIn(String scenario);

    /** A run of the scenario is under way or was. */
    Condition hasBeenIn(String scenario);
}

/** Questions about a customer, an event and a run, answered true, false or unknown. */
@NullMarked
package io.kikkake.engine.condition;

import org.jspecify.annotations.NullMarked;

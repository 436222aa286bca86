/** Lengths of time, wall clocks and working days. */
@NullMarked
package io.kikkake.engine.time;

import org.jspecify.annotations.NullMarked;

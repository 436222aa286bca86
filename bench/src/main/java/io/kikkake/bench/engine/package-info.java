/** How fast the function that decides is, measured alone: JMH in a JVM of its own. */
@NullMarked
package io.kikkake.bench.engine;

import org.jspecify.annotations.NullMarked;

/** What is remembered of one customer, and its bytes. */
@NullMarked
package io.kikkake.engine.state;

import org.jspecify.annotations.NullMarked;

/** JSON values as events and attributes carry them. */
@NullMarked
package io.kikkake.engine.value;

import org.jspecify.annotations.NullMarked;

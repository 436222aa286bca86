/** The decision core: one function from a customer's state and an input to the new state and what is to be done. */
@NullMarked
package io.kikkake.engine;

import org.jspecify.annotations.NullMarked;

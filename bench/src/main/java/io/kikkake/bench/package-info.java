/** The benches: each drives a running Kikkake from outside and prints its figures. */
@NullMarked
package io.kikkake.bench;

import org.jspecify.annotations.NullMarked;

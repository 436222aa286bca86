/** What is posted: sign-ups, product views, and the threads that post them. */
@NullMarked
package io.kikkake.bench.load;

import org.jspecify.annotations.NullMarked;

/** The raw limit of the database under the server. */
@NullMarked
package io.kikkake.bench.postgres;

import org.jspecify.annotations.NullMarked;

/** Segments: who matches a condition now, answered by the database. */
@NullMarked
package io.kikkake.server.segment;

import org.jspecify.annotations.NullMarked;

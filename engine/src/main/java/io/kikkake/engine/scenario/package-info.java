/** Scenarios as data: read from documents, refused with reasons, told in words, drawn as a graph. */
@NullMarked
package io.kikkake.engine.scenario;

import org.jspecify.annotations.NullMarked;

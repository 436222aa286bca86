/** The scenarios: documents, their versions, and what is published now. */
@NullMarked
package io.kikkake.server.scenario;

import org.jspecify.annotations.NullMarked;

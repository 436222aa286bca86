@NullMarked
package io.kikkake.engine.scenario;

import org.jspecify.annotations.NullMarked;

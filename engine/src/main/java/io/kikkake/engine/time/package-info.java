@NullMarked
package io.kikkake.engine.time;

import org.jspecify.annotations.NullMarked;

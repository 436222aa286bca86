@NullMarked
package io.kikkake.engine.condition;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.kikkake.engine.value;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.kikkake.engine.state;

import org.jspecify.annotations.NullMarked;

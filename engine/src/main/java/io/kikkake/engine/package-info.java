@NullMarked
package io.kikkake.engine;

import org.jspecify.annotations.NullMarked;

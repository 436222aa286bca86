@NullMarked
package io.kikkake.server.deed;

import org.jspecify.annotations.NullMarked;

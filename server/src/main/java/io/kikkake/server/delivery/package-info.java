@NullMarked
package io.kikkake.server.delivery;

import org.jspecify.annotations.NullMarked;

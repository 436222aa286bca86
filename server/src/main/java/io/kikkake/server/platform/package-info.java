@NullMarked
package io.kikkake.server.platform;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.kikkake.server.message;

import org.jspecify.annotations.NullMarked;

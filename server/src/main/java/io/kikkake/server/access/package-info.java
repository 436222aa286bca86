@NullMarked
package io.kikkake.server.access;

import org.jspecify.annotations.NullMarked;

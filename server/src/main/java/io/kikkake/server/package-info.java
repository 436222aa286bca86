@NullMarked
package io.kikkake.server;

import org.jspecify.annotations.NullMarked;

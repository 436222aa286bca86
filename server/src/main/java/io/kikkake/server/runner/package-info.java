@NullMarked
package io.kikkake.server.runner;

import org.jspecify.annotations.NullMarked;

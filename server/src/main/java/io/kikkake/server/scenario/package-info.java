@NullMarked
package io.kikkake.server.scenario;

import org.jspecify.annotations.NullMarked;

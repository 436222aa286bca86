@NullMarked
package io.kikkake.server.demo;

import org.jspecify.annotations.NullMarked;

/** The demo: a shop to play with, scenarios for it, and a clock that hurries. Nothing of it is there without the demo. */
@NullMarked
package io.kikkake.server.demo;

import org.jspecify.annotations.NullMarked;

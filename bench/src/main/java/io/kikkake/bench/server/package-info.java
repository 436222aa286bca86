/** The server under measurement: its process, its API, its memory. */
@NullMarked
package io.kikkake.bench.server;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.kikkake.server.ingest;

import org.jspecify.annotations.NullMarked;

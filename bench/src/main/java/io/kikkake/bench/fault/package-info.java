/** Trouble made on purpose: a mail server's, the disk's. */
@NullMarked
package io.kikkake.bench.fault;

import org.jspecify.annotations.NullMarked;

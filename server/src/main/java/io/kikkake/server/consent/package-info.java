/**
 * What customers say of being written to, where they say it to us: pages without a login, confirmations, and the ledger of it
 * all. What follows from their words is decided elsewhere.
 */
@NullMarked
package io.kikkake.server.consent;

import org.jspecify.annotations.NullMarked;

/**
 * Gets decided messages out of the house: the outbox, the pump that empties it over SMTP, what became of each message, and the
 * recipient's way to say stop. It decides nothing about who gets what.
 */
@NullMarked
package io.kikkake.server.delivery;

import org.jspecify.annotations.NullMarked;

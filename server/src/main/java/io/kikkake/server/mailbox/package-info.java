/** The dev mailbox: where mail goes while no SMTP server is configured, so that by default none leaves the machine. */
@NullMarked
package io.kikkake.server.mailbox;

import org.jspecify.annotations.NullMarked;

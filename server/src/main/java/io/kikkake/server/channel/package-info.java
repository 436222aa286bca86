/**
 * What a way to customers is: mail, LINE, SMS, a webhook, or what an outside jar brings. The outbox hands a channel one message at
 * a time and records what it answers; a channel knows nothing of scenarios and decides nothing.
 */
@NullMarked
package io.kikkake.server.channel;

import org.jspecify.annotations.NullMarked;

/** Channels that are an HTTP call: SMS by whatever provider the settings describe, and webhooks. */
@NullMarked
package io.kikkake.server.http;

import org.jspecify.annotations.NullMarked;

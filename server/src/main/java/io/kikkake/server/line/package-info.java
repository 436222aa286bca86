/**
 * LINE: messages by the shop's official account, what its friends tell us, and the link between a friend and a customer of the
 * shop.
 *
 * @see <a href="https://developers.line.biz/en/reference/messaging-api/">Messaging API</a>
 */
@NullMarked
package io.kikkake.server.line;

import org.jspecify.annotations.NullMarked;

/** Signs mails (DKIM: RFC 6376, 8301, 8463) and keeps the keys of the domains mail is sent from. */
@NullMarked
package io.kikkake.server.delivery.dkim;

import org.jspecify.annotations.NullMarked;

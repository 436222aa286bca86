/** What people read: pages put together from what the other packages know. */
@NullMarked
package io.kikkake.server.report;

import org.jspecify.annotations.NullMarked;

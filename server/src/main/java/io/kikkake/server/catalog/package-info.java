/** Products and articles, who is interested in which, and telling them what is new. */
@NullMarked
package io.kikkake.server.catalog;

import org.jspecify.annotations.NullMarked;

/** Who may do what: administrators and their sessions, the API token, the write keys of sites. */
@NullMarked
package io.kikkake.server.access;

import org.jspecify.annotations.NullMarked;

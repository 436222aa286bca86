/** What mails say: read and compiled when a scenario is published, rendered for one customer when it leaves. */
@NullMarked
package io.kikkake.server.message;

import org.jspecify.annotations.NullMarked;

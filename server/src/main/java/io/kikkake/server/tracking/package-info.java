/** What people do with the mails they got: opens and clicks, noticed on signed addresses and told apart from machines'. */
@NullMarked
package io.kikkake.server.tracking;

import org.jspecify.annotations.NullMarked;

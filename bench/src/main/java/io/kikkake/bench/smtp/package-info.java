/** The recording mail server and the raw limit of SMTP. */
@NullMarked
package io.kikkake.bench.smtp;

import org.jspecify.annotations.NullMarked;

/**
 * What comes back: mails and providers' calls that tell what became of a message, and answers of people. It reads them, keeps them
 * until they are dealt with, and tells the event log.
 */
@NullMarked
package io.kikkake.server.feedback;

import org.jspecify.annotations.NullMarked;

package io.kikkake.server.segment;

import com.google.re2j.Pattern;
import io.kikkake.engine.condition.Subject;
import java.util.Collection;

/**
 * Which of the values that customers have match a regular expression. PostgreSQL's expressions are others than RE2's, so the
 * engine's own are asked: once for each different value, not for each customer.
 */
interface Patterns {

    Collection<String> matching(Subject subject, Pattern pattern);
}

@NullMarked
package io.kikkake.server.customer;

import org.jspecify.annotations.NullMarked;

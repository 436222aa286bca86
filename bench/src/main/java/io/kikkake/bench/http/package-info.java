/** A small keep-alive HTTP/1.1 client, so that the generator takes little of the machine it measures. */
@NullMarked
package io.kikkake.bench.http;

import org.jspecify.annotations.NullMarked;

/**
 * A Liquid template engine: parse once, render many times, bounded in work and in output.
 *
 * <p>{@link io.kikkake.liquid.Template} is the way in. The dialect is Shopify Liquid; what Japanese mail needs on top of
 * it are the filters {@code money}, {@code honorific} and {@code json} and dates in the reader's language.
 */
@NullMarked
package io.kikkake.liquid;

import org.jspecify.annotations.NullMarked;

/** What a bench prints: figures, and the arithmetic behind them. */
@NullMarked
package io.kikkake.bench.figure;

import org.jspecify.annotations.NullMarked;

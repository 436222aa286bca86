/** The engine hosted on Apache Flink: keyed by customer, inputs and effects in Kafka. */
@NullMarked
package io.kikkake.flink;

import org.jspecify.annotations.NullMarked;

/**
 * Binds the metrics of clients to Micrometer. Optional: the rest of the product works without
 * Micrometer. For applications; thread-safe.
 */
@NullMarked
package dev.agnost.realtime.core.micrometer;

import org.jspecify.annotations.NullMarked;

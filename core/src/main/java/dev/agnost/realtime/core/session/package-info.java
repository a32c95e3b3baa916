/**
 * The session machine: what a connection does next, as a pure function over a complete table.
 *
 * <p>Driven by {@code core.runtime}. Nothing here uses time, randomness, threads, locks, logs or
 * I/O; a test holds it to that.
 */
@NullMarked
package dev.agnost.realtime.core.session;

import org.jspecify.annotations.NullMarked;

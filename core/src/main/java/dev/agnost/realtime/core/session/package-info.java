/**
 * The session machine: what a connection does next, as a pure function over a complete table.
 *
 * <p>For {@code core.runtime} only. Nothing here knows time, randomness, threads, locks, logs or
 * I/O; a test holds it to that.
 */
@NullMarked
package dev.agnost.realtime.core.session;

import org.jspecify.annotations.NullMarked;

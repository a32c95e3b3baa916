/**
 * What can be observed of a session: metrics, the flight recorder, and log lines.
 *
 * <p>Written on the serial executor of the session; the flight recorder can be read by any thread.
 */
@NullMarked
package dev.agnost.realtime.core.observe;

import org.jspecify.annotations.NullMarked;

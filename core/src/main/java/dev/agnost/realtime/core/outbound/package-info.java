/**
 * Messages on their way to the transport: the queue, the futures of {@code send}, and {@code
 * flush}.
 *
 * <p>On the serial executor of the session unless a method states otherwise.
 */
@NullMarked
package dev.agnost.realtime.core.outbound;

import org.jspecify.annotations.NullMarked;

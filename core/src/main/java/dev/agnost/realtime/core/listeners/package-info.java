/**
 * The listeners of connection events, and the detection of listeners that block.
 *
 * <p>Lists are changed on the serial executor of the session; listeners run on the callback
 * executor.
 */
@NullMarked
package dev.agnost.realtime.core.listeners;

import org.jspecify.annotations.NullMarked;

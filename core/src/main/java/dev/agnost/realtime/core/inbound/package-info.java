/**
 * Received messages between the transport and the listeners: flow control and delivery.
 *
 * <p>On the serial executor of the session unless a method states otherwise.
 */
@NullMarked
package dev.agnost.realtime.core.inbound;

import org.jspecify.annotations.NullMarked;

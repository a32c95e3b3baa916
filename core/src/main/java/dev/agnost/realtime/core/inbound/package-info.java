/**
 * Received messages between the transport and the listeners: flow control and delivery.
 *
 * <p>On the serial executor of the session unless a method says otherwise.
 */
@NullMarked
package dev.agnost.realtime.core.inbound;

import org.jspecify.annotations.NullMarked;

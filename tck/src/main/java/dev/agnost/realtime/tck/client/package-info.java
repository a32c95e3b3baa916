/**
 * Scenarios of a whole client, run against the embedded server and against real Socket.IO. Adopters
 * extend {@link dev.agnost.realtime.tck.client.RealtimeTck}; the rest is its inside. Tests run one
 * after the other; what they record may come from any thread.
 */
@NullMarked
package dev.agnost.realtime.tck.client;

import org.jspecify.annotations.NullMarked;

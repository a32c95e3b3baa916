package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.ConnectionState;
import org.jspecify.annotations.Nullable;

/**
 * What any thread may see of a session, as one value.
 *
 * @param state what the connection is doing
 * @param socketId the Socket.IO id, exactly while CONNECTED
 */
public record Snapshot(ConnectionState state, @Nullable String socketId) {

  static final Snapshot INITIAL = new Snapshot(ConnectionState.IDLE, null);
}

package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.StateChange;
import java.time.Duration;
import java.util.Optional;

/** A change of a session's state. */
record SessionStateChange(
    ConnectionState previous,
    ConnectionState current,
    Optional<DisconnectReason> disconnectReason,
    Optional<RealtimeError> error,
    long attempt,
    Optional<Duration> nextDelay)
    implements StateChange {}

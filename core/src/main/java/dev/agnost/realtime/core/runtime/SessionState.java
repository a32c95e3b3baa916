package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.connection.Connection;
import dev.agnost.realtime.core.session.Context;
import dev.agnost.realtime.core.session.Phase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The memory of the session machine and the current connection. On the serial executor only. */
final class SessionState {

  private Context context = Context.INITIAL;
  private volatile @Nullable Connection
      connection; // written on the serial executor; of this generation, once the transport was

  // asked

  Context context() {
    return context;
  }

  Phase phase() {
    return context.phase();
  }

  long generation() {
    return context.generation();
  }

  void moveTo(Context next) {
    context = next;
  }

  /** The connection of the current generation, in whatever state it is. Any thread. */
  Optional<Connection> connection() {
    return Optional.ofNullable(connection);
  }

  void attach(Connection made) {
    connection = made;
  }

  void detach() {
    connection = null;
  }

  /** Whether signals of this connection still matter. */
  boolean isCurrent(Connection of) {
    return of == connection && of.generation() == context.generation();
  }

  /** Whether the attempt of this generation is still to ask the transport. */
  boolean isConnecting(long generation) {
    return generation == context.generation()
        && context.phase() == Phase.CONNECTING
        && connection == null;
  }
}

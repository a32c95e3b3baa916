package dev.agnost.realtime.transport.support;

import dev.agnost.realtime.transport.TransportConnection;

/**
 * A connection over a library, whose demand, abort and end with the transport are those of its
 * {@link ConnectionSignals}. The class that implements it creates these with itself as connection
 * and as engine:
 *
 * <pre>{@code
 * signals = new ConnectionSignals(this, listener, this);
 * }</pre>
 */
public interface ConnectionAdapter
    extends TransportConnection, ConnectionSignals.Engine, AttemptRegistry.Attempt {

  /** The signals of this connection; always the same. */
  ConnectionSignals signals();

  @Override
  default void request(long messages) {
    signals().request(messages);
  }

  @Override
  default void abort() {
    signals().abort();
  }

  @Override
  default void transportClosed() {
    signals().abort("the transport was closed");
  }
}

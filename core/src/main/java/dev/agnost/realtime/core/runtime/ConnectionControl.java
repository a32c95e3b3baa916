package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.connection.ClosingConnections;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.PacketEncoder;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.transport.CloseStatus;

/** Writes packets of the protocol to the current connection, and ends it. */
final class ConnectionControl {

  private final SessionState state;
  private final ClosingConnections closing;
  private final SerialExecutor executor;
  private final Stepper stepper;

  ConnectionControl(
      SessionState state, ClosingConnections closing, SerialExecutor executor, Stepper stepper) {
    this.state = state;
    this.closing = closing;
    this.executor = executor;
    this.stepper = stepper;
  }

  /** Writes a packet at once, before any message that waits. */
  void write(OutboundPacket packet) {
    state
        .connection()
        .ifPresent(
            connection -> {
              Throwable thrown = connection.write(packet);
              if (thrown != null) {
                transportThrew(thrown);
              }
            });
  }

  /** Sends DISCONNECT and a close frame; {@code CLOSE_DEADLINE} limits the wait for the answer. */
  void disconnect() {
    write(PacketEncoder.disconnect());
    state.connection().ifPresent(connection -> connection.close(CloseStatus.NORMAL));
  }

  /** Sends a close frame; the connection is aborted if the peer does not answer in time. */
  void close(CloseStatus status) {
    state.connection().ifPresent(connection -> closing.close(connection, status));
  }

  /** Ends the connection, or the attempt to make it, at once. */
  void abort() {
    state.connection().ifPresent(closing::abort);
  }

  /** The transport threw, which its contract forbids: the current connection has failed. */
  void transportThrew(Throwable thrown) {
    state
        .connection()
        .ifPresent(
            connection ->
                executor.submit( // an input of its own, after the present one
                    () -> {
                      if (state.isCurrent(connection)) {
                        closing.abort(connection); // CLOSING would take it for ended
                        stepper.step(
                            Input.TRANSPORT_FAILED, Failures.internal("the transport", thrown));
                      }
                    }));
  }
}

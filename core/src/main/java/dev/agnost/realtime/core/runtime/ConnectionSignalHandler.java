package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.connection.ClosingConnections;
import dev.agnost.realtime.core.connection.Connection;
import dev.agnost.realtime.core.inbound.InboundFlowControl;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.outbound.MessageSender;
import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;

/**
 * Turns the signals of connections into inputs of the session, on its serial executor. Signals of a
 * connection that is no longer the current one have no effect on the session.
 */
final class ConnectionSignalHandler implements Connection.Sink {

  private final SerialExecutor executor;
  private final SessionState state;
  private final Stepper stepper;
  private final PacketHandler packets;
  private final InboundFlowControl flow;
  private final MessageSender sender;
  private final ClosingConnections closing;
  private final SessionEvents events;
  private final String host;

  ConnectionSignalHandler(
      SerialExecutor executor,
      SessionState state,
      Stepper stepper,
      PacketHandler packets,
      InboundFlowControl flow,
      MessageSender sender,
      ClosingConnections closing,
      SessionEvents events,
      String host) {
    this.executor = executor;
    this.state = state;
    this.stepper = stepper;
    this.packets = packets;
    this.flow = flow;
    this.sender = sender;
    this.closing = closing;
    this.events = events;
    this.host = host;
  }

  @Override
  public void opened(Connection connection) {
    executor.submit(
        () -> {
          if (state.isCurrent(connection)) {
            stepper.step(Input.TRANSPORT_OPENED);
          } else {
            closing.abort(connection); // it was given up before it opened
          }
        });
  }

  @Override
  public void received(Connection connection, Packet packet, int bytes) {
    executor.submit(
        () -> {
          events.received(connection.generation(), packet, bytes, connection.lastInbound());
          if (!state.isCurrent(connection) || !state.phase().live()) {
            return;
          }
          flow.received(bytes);
          packets.handle(connection, packet);
          flow.refill();
        });
  }

  @Override
  public void closed(Connection connection, CloseStatus status) {
    executor.submit(
        () -> {
          events.closed(connection.generation(), status);
          ended(connection, Input.TRANSPORT_CLOSED, Failures.closed(status, host));
        });
  }

  @Override
  public void failed(Connection connection, TransportException failure) {
    executor.submit(
        () -> {
          events.failed(connection.generation(), failure.kind());
          ended(connection, Input.TRANSPORT_FAILED, Failures.failed(failure, host));
        });
  }

  private void ended(Connection connection, Input input, Failure failure) {
    connection.end();
    closing.ended(connection);
    if (state.isCurrent(connection)) {
      stepper.step(input, failure);
    }
  }

  @Override
  public void drained(Connection connection) {
    executor.submit(
        () -> {
          if (state.isCurrent(connection)) {
            sender.writeQueued();
          }
        });
  }
}

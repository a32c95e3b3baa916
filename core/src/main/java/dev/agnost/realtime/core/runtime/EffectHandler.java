package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.connection.Connection;
import dev.agnost.realtime.core.connection.Connector;
import dev.agnost.realtime.core.inbound.EventDelivery;
import dev.agnost.realtime.core.inbound.InboundFlowControl;
import dev.agnost.realtime.core.observe.ConnectionLogger;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.outbound.MessageSender;
import dev.agnost.realtime.core.outbound.SendPolicy;
import dev.agnost.realtime.core.protocol.PacketEncoder;
import dev.agnost.realtime.core.session.Context;
import dev.agnost.realtime.core.session.Effect;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.Phase;
import dev.agnost.realtime.transport.CloseStatus;

/** Carries out the effects of a step. On the serial executor only. */
final class EffectHandler {

  private final SessionState state;
  private final ConnectAttempts attempts;
  private final ConnectionControl control;
  private final Connector connector;
  private final PacketHandler packets;
  private final EventDelivery delivery;
  private final InboundFlowControl flow;
  private final MessageSender sender;
  private final DesiredState desired;
  private final StatePublisher publisher;
  private final CloseCompletion closing;
  private final SessionEvents events;
  private final ConnectionLogger log;

  EffectHandler(
      SessionState state,
      ConnectAttempts attempts,
      ConnectionControl control,
      Connector connector,
      PacketHandler packets,
      EventDelivery delivery,
      InboundFlowControl flow,
      MessageSender sender,
      DesiredState desired,
      StatePublisher publisher,
      CloseCompletion closing,
      SessionEvents events,
      ConnectionLogger log) {
    this.state = state;
    this.attempts = attempts;
    this.control = control;
    this.connector = connector;
    this.packets = packets;
    this.delivery = delivery;
    this.flow = flow;
    this.sender = sender;
    this.desired = desired;
    this.publisher = publisher;
    this.closing = closing;
    this.events = events;
    this.log = log;
  }

  /**
   * @param input that caused the step
   * @param outcome what the step published of a failure
   */
  void perform(Effect effect, Input input, StatePublisher.Outcome outcome) {
    switch (effect) {
      case TELL_ATTEMPT -> attempts.announce();
      case OPEN -> attempts.begin(input);
      case REQUEST_DEMAND -> state.connection().ifPresent(flow::attach);
      case SEND_AUTH -> attempts.authenticate();
      case REFRESH_AUTH -> attempts.refresh();
      case SEND_PONG -> sendPong();
      case SEND_BYE -> control.disconnect();
      case CLOSE_TRANSPORT -> control.close(CloseStatus.NORMAL);
      case CLOSE_BROKEN -> control.close(CloseStatus.PROTOCOL_ERROR);
      case ABORT -> control.abort();
      case RESTORE -> desired.restore().forEach(control::write);
      case TELL_CONNECTED -> tellConnected();
      case DELIVER_EARLY -> delivery.deliverEarly();
      case FLUSH -> startSending();
      case TELL_DISCONNECTED -> publisher.tellDisconnected(outcome.failure().reason());
      case TELL_ERROR -> outcome.error().ifPresent(publisher::tellError);
      case KEEP_EARLY -> packets.event().ifPresent(delivery::keepEarly);
      case DELIVER -> packets.event().ifPresent(packets::deliver);
      case FAIL_QUEUE -> sender.failAll(SendPolicy.refusal(state.context()));
      case RELEASE -> closing.release();
      case REJECT -> publisher.rejectOpen();
      case COUNT_STALE -> log.stale(input, state.phase());
    }
  }

  private void sendPong() {
    events.pinged();
    control.write(PacketEncoder.pong(packets.ping()));
  }

  private void tellConnected() {
    flow.handshakeDone();
    publisher.tellConnected();
  }

  private void startSending() {
    state
        .connection()
        .ifPresent(connection -> sender.connected(connection, connector.maxBufferedBytes()));
  }

  /** The connection, or the attempt to make one, is over. Precedes the effects of the step. */
  void connectionOver(Context before) {
    flow.detach();
    sender.disconnected();
    if (state.phase() == Phase.WAITING) { // else the queue is about to fail
      sender.connectionLost(state.connection().map(Connection::hasWrittenRecently).orElse(false));
    }
    delivery.forgetEarly();
    attempts.over();
    if (before.phase() == Phase.CONNECTED) {
      desired.disconnected();
    }
  }
}

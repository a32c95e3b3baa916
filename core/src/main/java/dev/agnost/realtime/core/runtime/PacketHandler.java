package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.connection.Connection;
import dev.agnost.realtime.core.connection.Connector;
import dev.agnost.realtime.core.inbound.EventDelivery;
import dev.agnost.realtime.core.observe.ConnectionLogger;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.outbound.MessageSender;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.Phase;
import dev.agnost.realtime.core.session.RefusalPolicy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns packets into inputs of the machine and keeps what their effects need. On the serial
 * executor only.
 */
final class PacketHandler {

  private final SessionState state;
  private final Stepper stepper;
  private final EventDelivery delivery;
  private final MessageSender sender;
  private final Connector connector;
  private final SessionEvents events;
  private final ConnectionLogger log;
  private final String host;
  private final boolean canRefresh;

  private @Nullable Event event; // the packet of the present step
  private Packet.EnginePing ping = Packet.EnginePing.EMPTY; // of the present step
  private @Nullable String socketId; // of the latest CONNECT reply

  /**
   * @param canRefresh whether another session token can be asked for
   */
  PacketHandler(
      SessionState state,
      Stepper stepper,
      EventDelivery delivery,
      MessageSender sender,
      Connector connector,
      SessionEvents events,
      ConnectionLogger log,
      String host,
      boolean canRefresh) {
    this.state = state;
    this.stepper = stepper;
    this.delivery = delivery;
    this.sender = sender;
    this.connector = connector;
    this.events = events;
    this.log = log;
    this.host = host;
    this.canRefresh = canRefresh;
  }

  /** The event of the present step. */
  Optional<Event> event() {
    return Optional.ofNullable(event);
  }

  /** The ping of the present step. */
  Packet.EnginePing ping() {
    return ping;
  }

  /** The id of the latest CONNECT reply. */
  @Nullable String socketId() {
    return socketId;
  }

  /** Handles a packet of the current connection. */
  void handle(Connection connection, Packet packet) {
    if (packet instanceof Event received) {
      handleEvent(received);
    } else if (packet instanceof Packet.EnginePing received) {
      ping = received;
      stepper.step(Input.ENGINE_PING, outOfTurn("a ping"));
    } else if (packet instanceof Packet.EngineOpen open) {
      if (state.phase() == Phase.HANDSHAKING) {
        connection.engineOpened(open);
      }
      stepper.step(Input.ENGINE_OPENED, outOfTurn("an Engine.IO open packet"));
    } else if (packet instanceof Packet.Violation violation) {
      stepper.step(Input.VIOLATION, Failures.violation(violation, host));
    } else if (packet instanceof Packet.Unusable unusable) {
      events.unusable();
      log.unusable(unusable.why());
    } else {
      handleSession(packet);
    }
  }

  /** The only shortcut past the table, for the input that comes once for each message. */
  private void handleEvent(Event received) {
    if (state.phase() == Phase.CONNECTED) {
      deliver(received); // as the table: PACKET_RECEIVED stays and does DELIVER
    } else {
      stepEvent(received);
    }
  }

  /** Handles an event without the shortcut. */
  void stepEvent(Event received) {
    event = received;
    stepper.step(Input.PACKET_RECEIVED, outOfTurn("an event"));
    event = null;
  }

  /** Delivers an event, unless it answers a flush. */
  void deliver(Event received) {
    if (!sender.consumes(received, socketId)) {
      delivery.deliver(received);
    }
  }

  /** Packets that begin or end a session. Ignored, partial and no-op packets need nothing. */
  private void handleSession(Packet packet) {
    boolean inTurn = state.phase() == Phase.AUTHENTICATING;
    if (packet instanceof Packet.Connected connected) {
      if (inTurn) {
        socketId = connected.socketId();
      }
      stepper.step(Input.NAMESPACE_CONNECTED, outOfTurn("a CONNECT reply"));
    } else if (packet instanceof Packet.Refused refused) {
      stepper.step(
          Input.NAMESPACE_REFUSED,
          inTurn
              ? Failures.refused(withoutSecrets(refused), host, canRefresh)
              : outOfTurn("a CONNECT_ERROR"));
    } else if (packet instanceof Packet.Incompatible) {
      stepper.step(
          Input.NAMESPACE_REFUSED,
          inTurn ? Failures.incompatible(host) : outOfTurn("a CONNECT reply"));
    } else if (packet instanceof Packet.Disconnected) {
      stepper.step(
          Input.NAMESPACE_DISCONNECTED,
          state.phase() == Phase.HANDSHAKING
              ? outOfTurn("a DISCONNECT")
              : Failures.serverDisconnect(host));
    } else if (packet instanceof Packet.EngineClose) {
      stepper.step(Input.ENGINE_CLOSED, Failures.engineClosed(host));
    }
  }

  private Failure outOfTurn(String what) {
    return Failures.outOfTurn(what, host);
  }

  /** The server repeats an unknown key in its refusal; errors and logs must not. */
  private Packet.Refused withoutSecrets(Packet.Refused refused) {
    return new Packet.Refused(
        connector.withoutSecrets(refused.message()),
        word(refused.code()),
        word(refused.origin()),
        connector.withoutSecrets(refused.detail()));
  }

  private String word(String word) {
    return RefusalPolicy.isVocabulary(word) ? word : connector.withoutSecrets(word);
  }
}

package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.connection.Connection;
import dev.agnost.realtime.core.observe.ConnectionLogger;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.Phase;
import dev.agnost.realtime.core.session.RefusalPolicy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns packets into inputs of the machine and keeps what their effects need. In the mailbox only.
 */
final class PacketHandler {

  private final SessionDriver shell;
  private final SessionEvents journal;
  private final ConnectionLogger log;
  private final String host;
  private final boolean canRefresh;

  private @Nullable Event event; // the packet of the present step
  private Packet.EnginePing ping = Packet.EnginePing.EMPTY; // of the present step
  private @Nullable String socketId; // of the latest CONNECT reply

  PacketHandler(SessionParts parts, SessionDriver shell) {
    this.shell = shell;
    this.journal = parts.journal;
    this.log = parts.log;
    this.host = parts.options.host();
    this.canRefresh = parts.options.credentials().canRefresh();
  }

  Optional<Event> event() {
    return Optional.ofNullable(event);
  }

  Packet.EnginePing ping() {
    return ping;
  }

  @Nullable String socketId() {
    return socketId;
  }

  void handle(Connection link, Packet packet) {
    if (packet instanceof Event received) {
      event = received;
      shell.step(Input.PACKET_RECEIVED, outOfTurn("an event"));
      event = null;
    } else if (packet instanceof Packet.EnginePing received) {
      ping = received;
      shell.step(Input.ENGINE_PING, outOfTurn("a ping"));
    } else if (packet instanceof Packet.EngineOpen open) {
      if (shell.phase() == Phase.HANDSHAKING) {
        link.engineOpened(open);
      }
      shell.step(Input.ENGINE_OPENED, outOfTurn("an Engine.IO open packet"));
    } else if (packet instanceof Packet.Violation violation) {
      shell.step(Input.VIOLATION, Failures.violation(violation, host));
    } else if (packet instanceof Packet.Unusable unusable) {
      journal.unusable();
      log.unusable(unusable.why());
    } else {
      handleSession(packet);
    }
  }

  /** Packets that begin or end a session. Ignored, partial and no-op packets need nothing. */
  private void handleSession(Packet packet) {
    boolean inTurn = shell.phase() == Phase.AUTHENTICATING;
    if (packet instanceof Packet.Connected connected) {
      if (inTurn) {
        socketId = connected.socketId();
      }
      shell.step(Input.NAMESPACE_CONNECTED, outOfTurn("a CONNECT reply"));
    } else if (packet instanceof Packet.Refused refused) {
      shell.step(
          Input.NAMESPACE_REFUSED,
          inTurn
              ? Failures.refused(withoutSecrets(refused), host, canRefresh)
              : outOfTurn("a CONNECT_ERROR"));
    } else if (packet instanceof Packet.Incompatible) {
      shell.step(
          Input.NAMESPACE_REFUSED,
          inTurn ? Failures.incompatible(host) : outOfTurn("a CONNECT reply"));
    } else if (packet instanceof Packet.Disconnected) {
      shell.step(
          Input.NAMESPACE_DISCONNECTED,
          shell.phase() == Phase.HANDSHAKING
              ? outOfTurn("a DISCONNECT")
              : Failures.serverDisconnect(host));
    } else if (packet instanceof Packet.EngineClose) {
      shell.step(Input.ENGINE_CLOSED, Failures.engineClosed(host));
    }
  }

  private Failure outOfTurn(String what) {
    return Failures.outOfTurn(what, host);
  }

  private String word(String word) {
    return RefusalPolicy.isVocabulary(word) ? word : shell.withoutSecrets(word);
  }

  /** The server repeats the key that it does not know; we do not (D17). */
  private Packet.Refused withoutSecrets(Packet.Refused refused) {
    return new Packet.Refused(
        shell.withoutSecrets(refused.message()),
        word(refused.code()),
        word(refused.origin()),
        shell.withoutSecrets(refused.detail()));
  }
}

package dev.agnost.realtime.core.session;

import dev.agnost.realtime.ConnectionState;

/**
 * All that the machine remembers. Immutable.
 *
 * @param phase the state of the session
 * @param rest why it is disconnected; meaningful in that phase
 * @param generation the number of the latest attempt; what belongs to an older one is stale
 * @param finalClose whether the client was closed while its connection is closing
 * @param refreshed whether this attempt has asked for a new session token already
 */
public record Context(
    Phase phase, DisconnectedCause rest, long generation, boolean finalClose, boolean refreshed) {

  /** Where every session begins. */
  public static final Context INITIAL =
      new Context(Phase.DISCONNECTED, DisconnectedCause.IDLE, 0, false, false);

  /** What happens to a message that is sent now. */
  public Sending sending() {
    return switch (phase) {
      case CONNECTED -> Sending.WRITE;
      case CONNECTING, HANDSHAKING, AUTHENTICATING, WAITING -> Sending.QUEUE;
      case DISCONNECTED -> rest == DisconnectedCause.IDLE ? Sending.QUEUE : Sending.REFUSE;
      case CLOSING, RELEASED -> Sending.REFUSE;
    };
  }

  /** What users see of it. */
  public ConnectionState state() {
    return switch (phase) {
      case CONNECTING, HANDSHAKING, AUTHENTICATING -> ConnectionState.CONNECTING;
      case CONNECTED -> ConnectionState.CONNECTED;
      case WAITING -> ConnectionState.WAITING;
      case CLOSING, RELEASED -> ConnectionState.CLOSED;
      case DISCONNECTED ->
          switch (rest) {
            case IDLE -> ConnectionState.IDLE;
            case CLOSED -> ConnectionState.CLOSED;
            case FAILED -> ConnectionState.FAILED;
          };
    };
  }
}

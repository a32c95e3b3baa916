package dev.agnost.realtime.core.session;

import static dev.agnost.realtime.core.session.Effect.ABORT;
import static dev.agnost.realtime.core.session.Effect.CLOSE_BROKEN;
import static dev.agnost.realtime.core.session.Effect.CLOSE_TRANSPORT;
import static dev.agnost.realtime.core.session.Effect.COUNT_STALE;
import static dev.agnost.realtime.core.session.Effect.DELIVER;
import static dev.agnost.realtime.core.session.Effect.DELIVER_EARLY;
import static dev.agnost.realtime.core.session.Effect.FAIL_QUEUE;
import static dev.agnost.realtime.core.session.Effect.FLUSH;
import static dev.agnost.realtime.core.session.Effect.KEEP_EARLY;
import static dev.agnost.realtime.core.session.Effect.OPEN;
import static dev.agnost.realtime.core.session.Effect.REJECT;
import static dev.agnost.realtime.core.session.Effect.RELEASE;
import static dev.agnost.realtime.core.session.Effect.REQUEST_DEMAND;
import static dev.agnost.realtime.core.session.Effect.RESTORE;
import static dev.agnost.realtime.core.session.Effect.SEND_AUTH;
import static dev.agnost.realtime.core.session.Effect.SEND_BYE;
import static dev.agnost.realtime.core.session.Effect.SEND_PONG;
import static dev.agnost.realtime.core.session.Effect.TELL_ATTEMPT;
import static dev.agnost.realtime.core.session.Effect.TELL_CONNECTED;
import static dev.agnost.realtime.core.session.Effect.TELL_DISCONNECTED;
import static dev.agnost.realtime.core.session.Effect.TELL_ERROR;
import static dev.agnost.realtime.core.session.Input.CLIENT_CLOSE;
import static dev.agnost.realtime.core.session.Input.CLOSE_DEADLINE;
import static dev.agnost.realtime.core.session.Input.CONNECT_DEADLINE;
import static dev.agnost.realtime.core.session.Input.ENGINE_CLOSED;
import static dev.agnost.realtime.core.session.Input.ENGINE_OPENED;
import static dev.agnost.realtime.core.session.Input.ENGINE_PING;
import static dev.agnost.realtime.core.session.Input.HEARTBEAT_MISSED;
import static dev.agnost.realtime.core.session.Input.NAMESPACE_CONNECTED;
import static dev.agnost.realtime.core.session.Input.NAMESPACE_DISCONNECTED;
import static dev.agnost.realtime.core.session.Input.NAMESPACE_REFUSED;
import static dev.agnost.realtime.core.session.Input.PACKET_RECEIVED;
import static dev.agnost.realtime.core.session.Input.RETRY_DUE;
import static dev.agnost.realtime.core.session.Input.TRANSPORT_CLOSED;
import static dev.agnost.realtime.core.session.Input.TRANSPORT_FAILED;
import static dev.agnost.realtime.core.session.Input.TRANSPORT_OPENED;
import static dev.agnost.realtime.core.session.Input.USER_CLOSE;
import static dev.agnost.realtime.core.session.Input.USER_OPEN;
import static dev.agnost.realtime.core.session.Input.VIOLATION;
import static dev.agnost.realtime.core.session.Phase.AUTHENTICATING;
import static dev.agnost.realtime.core.session.Phase.CLOSING;
import static dev.agnost.realtime.core.session.Phase.CONNECTED;
import static dev.agnost.realtime.core.session.Phase.CONNECTING;
import static dev.agnost.realtime.core.session.Phase.DISCONNECTED;
import static dev.agnost.realtime.core.session.Phase.HANDSHAKING;
import static dev.agnost.realtime.core.session.Phase.RELEASED;
import static dev.agnost.realtime.core.session.Phase.WAITING;

import dev.agnost.realtime.core.session.Transition.Target;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The whole behaviour of a session: one transition for each of the 8 x 18 pairs of phase and input.
 *
 * <p>This object drives the machine, the exhaustive test and the table in the documentation. Pairs
 * that are not written down for a phase are {@link Target#STALE}: signals of the transport and
 * timers that belong to another phase. Ignoring a call of the user is always written down.
 */
public final class TransitionTable {

  private static final Transition STALE =
      new Transition(Target.STALE, DISCONNECTED, DisconnectedCause.CLOSED, List.of(COUNT_STALE));

  /** The one that all sessions of a process follow; immutable. */
  public static final TransitionTable SHARED = new TransitionTable();

  private final Map<Phase, Map<Input, Transition>> rows = new EnumMap<>(Phase.class);

  /** The table. It is immutable afterwards. */
  public TransitionTable() {
    disconnected();
    connecting();
    handshaking();
    authenticating();
    connected();
    waiting();
    closing();
    released();
  }

  private void disconnected() {
    from(DISCONNECTED)
        .on(USER_OPEN, to(CONNECTING), OPEN)
        .on(USER_CLOSE, rest(DisconnectedCause.CLOSED), FAIL_QUEUE)
        .on(CLIENT_CLOSE, to(RELEASED), FAIL_QUEUE, RELEASE);
  }

  private void connecting() {
    attempting(CONNECTING).on(TRANSPORT_OPENED, to(HANDSHAKING), REQUEST_DEMAND);
  }

  private void handshaking() {
    attempting(HANDSHAKING)
        .on(ENGINE_OPENED, to(AUTHENTICATING), SEND_AUTH)
        .on(ENGINE_PING, retry(), CLOSE_BROKEN, TELL_ERROR)
        .on(ENGINE_CLOSED, retry(), CLOSE_TRANSPORT, TELL_ERROR)
        .on(NAMESPACE_CONNECTED, retry(), CLOSE_BROKEN, TELL_ERROR)
        .on(NAMESPACE_REFUSED, retry(), CLOSE_BROKEN, TELL_ERROR)
        .on(NAMESPACE_DISCONNECTED, retry(), CLOSE_BROKEN, TELL_ERROR)
        .on(PACKET_RECEIVED, retry(), CLOSE_BROKEN, TELL_ERROR)
        .on(VIOLATION, retry(), CLOSE_BROKEN, TELL_ERROR);
  }

  private void authenticating() {
    attempting(AUTHENTICATING)
        .on(ENGINE_OPENED, retry(), CLOSE_BROKEN, TELL_ERROR)
        .on(ENGINE_PING, stay(), SEND_PONG)
        .on(ENGINE_CLOSED, retry(), CLOSE_TRANSPORT, TELL_ERROR)
        .on(NAMESPACE_CONNECTED, to(CONNECTED), RESTORE, TELL_CONNECTED, DELIVER_EARLY, FLUSH)
        .on(NAMESPACE_REFUSED, refreshOrRetry(), CLOSE_TRANSPORT, TELL_ERROR)
        .on(NAMESPACE_DISCONNECTED, retry(), CLOSE_TRANSPORT, TELL_ERROR)
        .on(PACKET_RECEIVED, stay(), KEEP_EARLY)
        .on(VIOLATION, retry(), CLOSE_BROKEN, TELL_ERROR)
        .on(HEARTBEAT_MISSED, retry(), ABORT, TELL_ERROR);
  }

  /** What is the same at every stage of an attempt. */
  private Row attempting(Phase phase) {
    return from(phase)
        .on(USER_OPEN, ignore())
        .on(USER_CLOSE, rest(DisconnectedCause.CLOSED), ABORT, FAIL_QUEUE)
        .on(CLIENT_CLOSE, to(RELEASED), ABORT, FAIL_QUEUE, RELEASE)
        .on(TRANSPORT_CLOSED, retry(), TELL_ERROR)
        .on(TRANSPORT_FAILED, retry(), ABORT, TELL_ERROR)
        .on(CONNECT_DEADLINE, retry(), ABORT, TELL_ERROR);
  }

  private void connected() {
    from(CONNECTED)
        .on(USER_OPEN, ignore())
        .on(USER_CLOSE, to(CLOSING), SEND_BYE, TELL_DISCONNECTED, FAIL_QUEUE)
        .on(CLIENT_CLOSE, to(CLOSING), SEND_BYE, TELL_DISCONNECTED, FAIL_QUEUE)
        .on(ENGINE_OPENED, retry(), CLOSE_BROKEN, TELL_DISCONNECTED)
        .on(ENGINE_PING, stay(), SEND_PONG)
        .on(ENGINE_CLOSED, retry(), CLOSE_TRANSPORT, TELL_DISCONNECTED)
        .on(NAMESPACE_CONNECTED, retry(), CLOSE_BROKEN, TELL_DISCONNECTED)
        .on(NAMESPACE_REFUSED, retry(), CLOSE_BROKEN, TELL_DISCONNECTED)
        .on(NAMESPACE_DISCONNECTED, retry(), CLOSE_TRANSPORT, TELL_DISCONNECTED)
        .on(PACKET_RECEIVED, stay(), DELIVER)
        .on(TRANSPORT_CLOSED, retry(), TELL_DISCONNECTED)
        .on(TRANSPORT_FAILED, retry(), ABORT, TELL_DISCONNECTED)
        .on(VIOLATION, retry(), CLOSE_BROKEN, TELL_DISCONNECTED)
        .on(HEARTBEAT_MISSED, retry(), ABORT, TELL_DISCONNECTED);
  }

  private void waiting() {
    from(WAITING)
        .on(USER_OPEN, to(CONNECTING), OPEN)
        .on(USER_CLOSE, rest(DisconnectedCause.CLOSED), FAIL_QUEUE)
        .on(CLIENT_CLOSE, to(RELEASED), FAIL_QUEUE, RELEASE)
        .on(RETRY_DUE, to(CONNECTING), TELL_ATTEMPT, OPEN);
  }

  private void closing() {
    from(CLOSING)
        .on(USER_OPEN, to(CONNECTING), ABORT, OPEN)
        .on(USER_CLOSE, ignore())
        .on(CLIENT_CLOSE, stay())
        .on(ENGINE_OPENED, ignore())
        .on(ENGINE_PING, ignore())
        .on(ENGINE_CLOSED, ignore())
        .on(NAMESPACE_CONNECTED, ignore())
        .on(NAMESPACE_REFUSED, ignore())
        .on(NAMESPACE_DISCONNECTED, ignore())
        .on(PACKET_RECEIVED, ignore())
        .on(VIOLATION, ignore())
        .on(TRANSPORT_CLOSED, ended())
        .on(TRANSPORT_FAILED, ended())
        .on(CLOSE_DEADLINE, ended(), ABORT);
  }

  private void released() {
    from(RELEASED)
        .on(USER_OPEN, stay(), REJECT)
        .on(USER_CLOSE, ignore())
        .on(CLIENT_CLOSE, ignore());
  }

  /** The transition for this pair; never null. */
  public Transition find(Phase phase, Input input) {
    Transition found = rows.getOrDefault(phase, Map.of()).get(input);
    return found != null ? found : STALE;
  }

  private Row from(Phase phase) {
    return new Row(phase, rows.computeIfAbsent(phase, p -> new EnumMap<>(Input.class)));
  }

  private static Transition to(Phase phase) {
    return new Transition(Target.PHASE, phase, DisconnectedCause.CLOSED, List.of());
  }

  private static Transition rest(DisconnectedCause rest) {
    return new Transition(Target.PHASE, DISCONNECTED, rest, List.of());
  }

  private static Transition stay() {
    return of(Target.STAY);
  }

  private static Transition ignore() {
    return of(Target.IGNORE);
  }

  private static Transition retry() {
    return of(Target.RETRY);
  }

  private static Transition refreshOrRetry() {
    return of(Target.REFRESH_OR_RETRY);
  }

  private static Transition ended() {
    return of(Target.ENDED);
  }

  private static Transition of(Target target) {
    return new Transition(target, DISCONNECTED, DisconnectedCause.CLOSED, List.of());
  }

  /** The transitions of one phase while they are written down. */
  private record Row(Phase phase, Map<Input, Transition> cells) {

    Row on(Input input, Transition goal, Effect... effects) {
      Transition whole = new Transition(goal.target(), goal.phase(), goal.rest(), List.of(effects));
      if (cells.put(input, whole) != null) {
        throw new IllegalStateException("written twice: " + phase + " " + input);
      }
      return this;
    }
  }
}

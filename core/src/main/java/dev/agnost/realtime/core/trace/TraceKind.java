package dev.agnost.realtime.core.trace;

/**
 * What a record tells of, and which attributes it has. In brackets the type where it is not a text.
 */
public enum TraceKind {
  /**
   * A step of the session machine led to another phase or another generation: {@code from}, {@code
   * to} (phases), {@code cause} (the input), {@code rest} (what DISCONNECTED means; else empty).
   */
  ST("st"),
  /**
   * A state was published: {@code state}, {@code sid} (empty unless CONNECTED), {@code attempt}
   * (number).
   */
  SNAP("snap"),
  /** The transport is asked to connect: {@code n} (number; 0 for an attempt by hand). */
  NET_ATTEMPT("net.attempt"),
  /** The WebSocket is open. */
  NET_OPEN("net.open"),
  /**
   * A packet was given to the transport: {@code packet} (its kind), {@code bytes} (number), {@code
   * attachments} (number), {@code event} (its name, empty for other packets).
   */
  NET_TX("net.tx"),
  /** As {@link #NET_TX} for one WebSocket message that came in, without {@code attachments}. */
  NET_RX("net.rx"),
  /** Reading stopped because the listeners lag behind. */
  NET_PAUSED("net.paused"),
  /** Reading goes on, or the connection is over. */
  NET_RESUMED("net.resumed"),
  /** The peer's close frame came: {@code code} (number). */
  NET_CLOSED("net.closed"),
  /** The connection or the attempt failed: {@code class} (the kind of the transport's failure). */
  NET_FAILED("net.failed"),
  /**
   * Nothing of the connection is left; exactly once for each {@link #NET_ATTEMPT}: {@code by}
   * ({@code signal}, {@code limit} when the transport did not end it in time, {@code refusal} when
   * it threw from {@code connect}).
   */
  NET_GONE("net.gone"),
  /** A timer was armed: {@code purpose}, {@code delay} (number, nanoseconds). */
  TMR_ARM("tmr.arm"),
  /** An armed timer was cancelled: {@code purpose}. */
  TMR_CANCEL("tmr.cancel"),
  /** A timer fired: {@code purpose}. */
  TMR_FIRE("tmr.fire"),
  /**
   * A message was accepted from the caller: {@code n} (number), {@code event}, {@code bytes}
   * (number).
   */
  MSG_ACCEPTED("msg.accepted"),
  /** It waits: {@code n}. */
  MSG_BUFFERED("msg.buffered"),
  /** It was given to the connection of this epoch: {@code n}. */
  MSG_HANDED("msg.handed"),
  /** It had waited and was dropped: {@code n}, {@code cause}. */
  MSG_DROPPED("msg.dropped"),
  /** It was refused at once: {@code n}, {@code cause}. */
  MSG_REJECTED("msg.rejected"),
  /**
   * A callback begins: {@code listener} (which kind of listener), {@code event} (its name, empty
   * for listeners of the connection), {@code thread}. The listeners of one received event make one
   * callback, {@code on}.
   */
  CB_BEGIN("cb.begin"),
  /**
   * It ended: as {@link #CB_BEGIN}, and {@code threw} (truth value; false for {@code on}, since the
   * listeners of events report for themselves).
   */
  CB_END("cb.end"),
  /** {@code onConnect} is told: {@code sid}. */
  EVT_CONNECT("evt.connect"),
  /** {@code onDisconnect} is told: {@code reason}. */
  EVT_DISCONNECT("evt.disconnect"),
  /**
   * {@code onError} is told: {@code class} (the kind of the error), {@code code}, {@code attempt}
   * (number), {@code retries} (truth value).
   */
  EVT_ERROR("evt.error"),
  /** {@code onReconnectAttempt} is told: {@code n} (number). */
  EVT_ATTEMPT("evt.attempt"),
  /** The session stops trying: {@code code}. */
  EVT_GIVEUP("evt.giveup"),
  /** An event that no listener can use was skipped. */
  EVT_UNUSABLE("evt.unusable"),
  /**
   * What is held: {@code queuedMessages}, {@code queuedBytes}, {@code pendingMessages}, {@code
   * pendingBytes}, {@code timers} (numbers). After each step of the session machine.
   */
  RES("res");

  private final String label;

  TraceKind(String label) {
    this.label = label;
  }

  /** The name in a written trace, such as {@code net.attempt}. */
  public String label() {
    return label;
  }
}

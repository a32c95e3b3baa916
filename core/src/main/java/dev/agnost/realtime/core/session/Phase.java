package dev.agnost.realtime.core.session;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Where a session stands, in finer steps than users see. */
public enum Phase {
  /** No connection and none wanted. */
  DISCONNECTED(),
  /** Credentials are being fetched, or the transport is connecting. */
  CONNECTING(TimerKind.CONNECT_DEADLINE),
  /** The WebSocket is open; the Engine.IO open packet is awaited. */
  HANDSHAKING(TimerKind.CONNECT_DEADLINE),
  /** CONNECT was sent, or is about to be; the reply is awaited. */
  AUTHENTICATING(TimerKind.CONNECT_DEADLINE, TimerKind.HEARTBEAT),
  /** Messages flow. */
  CONNECTED(TimerKind.HEARTBEAT),
  /** The next attempt is due later. */
  WAITING(TimerKind.RETRY),
  /** The farewell was sent; the peer's close frame is awaited. */
  CLOSING(TimerKind.CLOSE_DEADLINE),
  /** The client was closed for good. */
  RELEASED();

  private final Set<TimerKind> timers;

  Phase(TimerKind... timers) {
    Set<TimerKind> set = EnumSet.noneOf(TimerKind.class);
    Collections.addAll(set, timers);
    this.timers = Collections.unmodifiableSet(set);
  }

  /** The timers that live in this phase; leaving for a phase without one of them cancels it. */
  public Set<TimerKind> timers() {
    return timers;
  }

  /** Whether an attempt is under way. */
  public boolean attempting() {
    return this == CONNECTING || this == HANDSHAKING || this == AUTHENTICATING;
  }
}

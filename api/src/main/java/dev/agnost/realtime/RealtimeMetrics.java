package dev.agnost.realtime;

import java.time.Duration;

/**
 * Receives what can be counted about connections and messages, for a metrics library. Each method
 * does nothing unless overridden, and later versions may add some.
 *
 * <p>One instance may serve any number of clients: every number is an event or a change, so that
 * all of them add up. The methods are called on whatever thread brings the event, also on I/O
 * threads, and for clients of different threads at once. They must be quick and must not block;
 * what they throw is caught, and the first of it logged. For one client they are called one after
 * another, but {@link #onCallback}, which comes from the callback executor.
 *
 * <p>No parameter holds a secret, a payload, or a name chosen by a peer.
 */
public interface RealtimeMetrics {

  /** Counts nothing. */
  RealtimeMetrics NONE = new RealtimeMetrics() {};

  /**
   * An attempt to connect begins.
   *
   * @param number the automatic attempt, from 1; 0 for one by first access or {@code open()}
   */
  default void onAttempt(long number) {}

  /**
   * An attempt has led to a connection.
   *
   * @param took from its begin, credentials included, to the CONNECT reply
   */
  default void onConnected(Duration took) {}

  /** An attempt has failed. */
  default void onAttemptFailed(ErrorKind kind) {}

  /**
   * Reports that an established connection has ended.
   *
   * @param lasted since {@link #onConnected}
   */
  default void onDisconnected(DisconnectReason reason, Duration lasted) {}

  /**
   * There is a connection again after one was lost other than by {@code close()}. Called after
   * {@link #onConnected}.
   *
   * @param downtime since the loss was noticed
   */
  default void onOutageEnded(Duration downtime) {}

  /**
   * A message was handed to the connection.
   *
   * @param bytes with its attachments
   */
  default void onMessageSent(int bytes) {}

  /**
   * An event came in.
   *
   * @param bytes with its attachments
   */
  default void onMessageReceived(int bytes) {}

  /** A message was dropped, or refused at once; not one that its sender cancelled. */
  default void onMessageDropped(NotSentException.Reason reason) {}

  /**
   * More or fewer messages wait to be sent. The sum of all changes is what waits; it is zero again
   * once a client is closed.
   *
   * @param messages how many more; negative for fewer
   * @param bytes how many bytes of messages more; negative for fewer
   */
  default void onQueueChanged(int messages, long bytes) {}

  /**
   * The listeners of one event have run, on the callback executor.
   *
   * @param nanos how long they took together, in nanoseconds
   */
  default void onCallback(long nanos) {}

  /**
   * The server's heartbeat came. A Socket.IO server sends it a fixed interval after the answer to
   * the one before, so its lateness is about one round trip, plus delays at both ends. The client
   * only answers; there is no exact round trip to measure.
   *
   * @param interval since the heartbeat before it, or since the handshake
   * @param lateness the interval less the one that the server announced; negative if it was early
   */
  default void onPing(Duration interval, Duration lateness) {}

  /** The client has stopped reading, because listeners lag behind. */
  default void onReadingPaused() {}

  /**
   * The client reads again, or the connection has ended.
   *
   * @param paused since {@link #onReadingPaused}
   */
  default void onReadingResumed(Duration paused) {}

  /** An event came in that no listener could use; it was skipped. */
  default void onUnusableEvent() {}
}

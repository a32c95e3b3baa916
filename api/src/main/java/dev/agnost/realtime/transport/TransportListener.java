package dev.agnost.realtime.transport;

import java.nio.ByteBuffer;

/**
 * Receives the signals of one connection. Implemented by core and by the compatibility kit only.
 *
 * <p>Signals follow {@code onOpen? (onText | onBinary)* (onClosed | onFailed)} (T3.1), are serial
 * (T3.2), end in exactly one terminal signal (T3.3) with nothing after it (T3.4), and may come on
 * any thread, also inside a call of {@code connect}, {@code close} or {@code abort} (T3.10). The
 * methods return at once and do not throw; if one throws all the same, the transport ends that
 * connection with {@link TransportException.Kind#LISTENER} (T3.9).
 */
public interface TransportListener {

  /**
   * The WebSocket is open.
   *
   * @param connection the one that {@code connect} returns; usable inside this call (T2.10)
   */
  void onOpen(TransportConnection connection);

  /**
   * A whole text message: fragments joined, bytes unaltered (T3.6). They are not necessarily valid
   * UTF-8: a transport may leave that check to core (T3.7).
   *
   * @param utf8 valid during the call only (T3.8)
   */
  void onText(ByteBuffer utf8);

  /**
   * A whole binary message.
   *
   * @param bytes valid during the call only (T3.8)
   */
  void onBinary(ByteBuffer bytes);

  /**
   * The peer's close frame arrived, as an answer or by its own decision (T6.3). Terminal.
   *
   * @param status the status in the frame; {@link CloseStatus#NO_STATUS} if it was empty; never
   *     1006
   */
  void onClosed(CloseStatus status);

  /** The connection could not be opened, or ended without a close frame. Terminal. */
  void onFailed(TransportException cause);

  /**
   * A hint that {@link TransportConnection#bufferedBytes()} has fallen to a low level. A transport
   * may never give it; core looks by itself from time to time.
   */
  default void onDrained() {}
}

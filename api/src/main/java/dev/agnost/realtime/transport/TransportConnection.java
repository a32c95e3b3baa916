package dev.agnost.realtime.transport;

import java.nio.ByteBuffer;

/**
 * One attempt to have a WebSocket, and the WebSocket if it succeeds.
 *
 * <p>Core calls the methods of one connection serially, except {@link #abort()} and {@link
 * #bufferedBytes()}, which come from any thread at any time. No method blocks.
 */
public interface TransportConnection {

  /**
   * Sends one text message.
   *
   * <p>The buffer from position to limit is valid UTF-8 and is given away: the transport may keep
   * and change it until the connection ends (T4.6). It may be sliced, read-only or direct.
   *
   * @implSpec T4.1 MUST NOT block. T4.2 If one send happens-before another, its message MUST be
   *     written first, whatever the threads. T4.3 The peer MUST receive a prefix of the accepted
   *     messages. T4.4 A transport that cannot keep a message MUST end with {@link
   *     TransportException.Kind#OVERFLOW}, never drop silently. T4.5 After {@code close}, {@code
   *     abort} or the terminal signal this MUST do nothing. T4.7 One call MUST make one message;
   *     empty ones are legal, the inbound limit does not apply.
   * @throws IllegalStateException before {@code onOpen}
   */
  void sendText(ByteBuffer utf8);

  /** Sends one binary message, under the rules of {@link #sendText}. */
  void sendBinary(ByteBuffer bytes);

  /**
   * Asks for {@code messages} more inbound messages, added to what is already outstanding. Without
   * demand nothing is delivered (T5.1) and the transport stops reading (T5.3).
   *
   * <p>May be called inside a listener method and before {@code onOpen}.
   *
   * @implSpec T5.2 MUST add up, saturate at {@link Long#MAX_VALUE}. T5.4 While demand is
   *     outstanding control frames MUST be handled and MUST NOT use it up.
   * @param messages how many more, at least 1; {@link Long#MAX_VALUE} means no limit
   * @throws IllegalArgumentException if {@code messages} is not positive
   */
  void request(long messages);

  /**
   * Bytes of messages accepted and not yet handed to the operating system, never negative. Any
   * thread.
   *
   * @implSpec T4.8 MUST grow while the peer does not read and return to 0.
   */
  long bufferedBytes();

  /**
   * Sends a close frame after every accepted message. Only the first call counts. The transport
   * waits for the peer's answer; how long is core's business, which calls {@link #abort()}.
   *
   * @implSpec T6.1 The close frame MUST come after every accepted message. T6.2 Afterwards no
   *     message MUST be signalled, and the transport MUST read on by itself until the end. T6.6
   *     Before {@code onOpen} this MUST act as {@link #abort()}. T6.8 An unanswered close MUST NOT
   *     be given up in under 30 seconds.
   * @param status code and reason; {@link CloseStatus#NO_STATUS} sends an empty close frame
   */
  void close(CloseStatus status);

  /**
   * Ends this connection now, at any stage, without a close frame. Idempotent, any thread.
   *
   * @implSpec T2.7, T6.7 MUST release the socket promptly and signal {@link
   *     TransportException.Kind#ABORTED}, also while connecting, closing, or parked for demand.
   */
  void abort();
}

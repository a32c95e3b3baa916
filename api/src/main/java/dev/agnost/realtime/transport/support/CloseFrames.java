package dev.agnost.realtime.transport.support;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads and writes what close frames carry, RFC 6455 §5.5.1. */
public final class CloseFrames {

  private static final int MAX_REASON_BYTES = 123;

  private CloseFrames() {}

  /**
   * Parses the payload of the peer's close frame.
   *
   * @param payload from position to limit; the position is not moved
   * @return {@link CloseStatus#NO_STATUS} for an empty one
   * @throws TransportException with {@link Kind#PROTOCOL} if it has one byte, a code that must not
   *     travel, or a reason that is not UTF-8 (T7.9)
   */
  public static CloseStatus parse(ByteBuffer payload) {
    ByteBuffer in = payload.duplicate();
    if (!in.hasRemaining()) {
      return CloseStatus.NO_STATUS;
    }
    if (in.remaining() == 1) {
      throw protocol("a close frame has half a code");
    }
    int code = checked((in.get() & 0xff) << 8 | (in.get() & 0xff));
    try {
      return new CloseStatus(code, StandardCharsets.UTF_8.newDecoder().decode(in).toString());
    } catch (CharacterCodingException malformed) {
      throw protocol("the reason of a close frame is not UTF-8");
    }
  }

  /**
   * Checks what a library reports of the peer's close frame.
   *
   * @param code 1005 stands for a frame without a code
   * @param reason cut to the 123 bytes that fit a frame: some libraries lengthen a reason that is
   *     not UTF-8
   * @throws TransportException with {@link Kind#PROTOCOL} if the code must not travel (T7.9)
   */
  public static CloseStatus status(int code, String reason) {
    return code == CloseStatus.NO_STATUS.code()
        ? CloseStatus.NO_STATUS
        : new CloseStatus(checked(code), cut(reason));
  }

  private static int checked(int code) {
    if (!CloseStatus.mayTravel(code)) {
      throw protocol("a close frame has the code " + code + ", which must not travel");
    }
    return code;
  }

  /** Encodes the payload of a close frame; empty for {@link CloseStatus#NO_STATUS}. */
  public static ByteBuffer encode(CloseStatus status) {
    if (status.code() == CloseStatus.NO_STATUS.code()) {
      return ByteBuffer.allocate(0);
    }
    byte[] reason = status.reason().getBytes(StandardCharsets.UTF_8);
    byte[] payload = new byte[2 + reason.length];
    payload[0] = (byte) (status.code() >> 8);
    payload[1] = (byte) status.code();
    System.arraycopy(reason, 0, payload, 2, reason.length);
    return ByteBuffer.wrap(payload);
  }

  private static String cut(String reason) {
    String kept = reason;
    while (kept.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
      kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
    }
    return kept;
  }

  private static TransportException protocol(String message) {
    return new TransportException(Kind.PROTOCOL, message, null);
  }
}

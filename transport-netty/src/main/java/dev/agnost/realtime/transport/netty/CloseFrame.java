package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.CloseStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The payload of a close frame, RFC 6455 §5.5.1. */
final class CloseFrame {

  private CloseFrame() {}

  static CloseStatus parse(byte[] payload) throws FrameException {
    if (payload.length == 0) {
      return CloseStatus.NO_STATUS;
    }
    if (payload.length == 1) {
      throw FrameException.protocol("a close frame has half a code");
    }
    ByteBuffer in = ByteBuffer.wrap(payload);
    int code = Short.toUnsignedInt(in.getShort());
    if (!CloseStatus.mayTravel(code)) {
      throw FrameException.protocol("a close frame has the illegal code " + code);
    }
    try {
      return new CloseStatus(code, StandardCharsets.UTF_8.newDecoder().decode(in).toString());
    } catch (CharacterCodingException malformed) {
      throw FrameException.protocol("the reason of a close frame is not UTF-8");
    }
  }

  static ByteBuffer encode(CloseStatus status) {
    if (status.code() == CloseStatus.NO_STATUS.code()) {
      return ByteBuffer.allocate(0);
    }
    byte[] reason = status.reason().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + reason.length)
        .putShort((short) status.code())
        .put(reason)
        .flip();
  }
}

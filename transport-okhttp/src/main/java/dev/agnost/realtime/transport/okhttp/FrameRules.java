package dev.agnost.realtime.transport.okhttp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agnost.realtime.transport.CloseStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** What a peer's frames must keep, RFC 6455 §5, and the limit of its messages. One thread. */
final class FrameRules {

  private static final int MAX_CONTROL_BYTES = 125;

  private final int maxMessageBytes;
  private long messageBytes; // announced so far by the frames of the current message
  private boolean inMessage; // between its first and its final frame

  FrameRules(int maxMessageBytes) {
    this.maxMessageBytes = maxMessageBytes;
  }

  /** Whether the final frame of a message has yet to come. */
  boolean inMessage() {
    return inMessage;
  }

  /** Takes note of the next frame; null if it is in order. */
  @Nullable Breach next(FrameHeader header) {
    if (header.usesReservedBits()) {
      return Breach.protocol("a frame has a reserved bit set");
    }
    if (header.masked()) {
      return Breach.protocol("a frame of the server is masked");
    }
    return header.isControl() ? nextControl(header) : nextData(header);
  }

  private static @Nullable Breach nextControl(FrameHeader header) {
    if (header.opcode() > Opcode.PONG) {
      return unknownOpcode(header);
    }
    if (!header.isFinal()) {
      return Breach.protocol("a control frame is fragmented");
    }
    if (header.payloadBytes() < 0 || header.payloadBytes() > MAX_CONTROL_BYTES) {
      return Breach.protocol("a control frame has more than 125 bytes");
    }
    return null;
  }

  private @Nullable Breach nextData(FrameHeader header) {
    if (header.opcode() > Opcode.BINARY) {
      return unknownOpcode(header);
    }
    if (inMessage != (header.opcode() == Opcode.CONTINUATION)) {
      return Breach.protocol(
          inMessage ? "a message begins within another" : "a fragment continues no message");
    }
    long before = inMessage ? messageBytes : 0;
    if (header.payloadBytes() < 0) {
      return Breach.protocol("the length of a frame has its highest bit set");
    }
    if (header.payloadBytes() > maxMessageBytes - before) {
      return Breach.tooLarge(maxMessageBytes);
    }
    messageBytes = before + header.payloadBytes();
    inMessage = !header.isFinal();
    return null;
  }

  private static Breach unknownOpcode(FrameHeader header) {
    return Breach.protocol("a frame has the unknown opcode " + header.opcode());
  }

  /** Looks at what a close frame carries; null if it is in order. */
  static @Nullable Breach ofClose(byte[] payload) {
    if (payload.length == 0) {
      return null;
    }
    if (payload.length == 1) {
      return Breach.protocol("a close frame has half a code");
    }
    int code = (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
    if (!CloseStatus.mayTravel(code)) {
      return Breach.protocol("a close frame has the code " + code);
    }
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(payload, 2, payload.length - 2));
    } catch (CharacterCodingException e) {
      return Breach.protocol("the reason in a close frame is not UTF-8");
    }
    return null;
  }
}

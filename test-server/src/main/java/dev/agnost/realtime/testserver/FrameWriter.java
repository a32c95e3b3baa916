package dev.agnost.realtime.testserver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds the frames of a server, RFC 6455 §5.2: never masked, never fragmented. */
final class FrameWriter {
  private FrameWriter() {}

  static byte[] text(String text) {
    return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] binary(byte[] bytes) {
    return frame(0x82, bytes);
  }

  static byte[] pong(byte[] payload) {
    return frame(0x8a, payload);
  }

  /** A close frame without status; peers see it as 1005. */
  static byte[] close() {
    return frame(0x88, new byte[0]);
  }

  static byte[] close(int status) {
    return frame(0x88, new byte[] {(byte) (status >>> 8), (byte) status});
  }

  /** The answer to a close frame: the same status, without the reason. */
  static byte[] close(byte[] received) {
    return frame(0x88, Arrays.copyOf(received, Math.min(2, received.length)));
  }

  private static byte[] frame(int head, byte[] payload) {
    int length = payload.length;
    int headerLength = length < 126 ? 2 : length < 65536 ? 4 : 10;
    ByteBuffer frame = ByteBuffer.allocate(headerLength + length).put((byte) head);
    switch (headerLength) {
      case 2 -> frame.put((byte) length);
      case 4 -> frame.put((byte) 126).putShort((short) length);
      default -> frame.put((byte) 127).putLong(length);
    }
    return frame.put(payload).array();
  }
}

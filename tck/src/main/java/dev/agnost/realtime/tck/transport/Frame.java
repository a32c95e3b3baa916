package dev.agnost.realtime.tck.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One WebSocket frame, RFC 6455 §5.2, as the scripted server writes and reads it.
 *
 * @param head the first byte: FIN, reserved bits, opcode
 * @param mask the four mask bytes, or none
 * @param payload unmasked; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode compare the contents
record Frame(int head, byte[] mask, byte[] payload) {

  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private static final int FIN = 0x80;
  private static final byte[] NO_MASK = {};

  static Frame text(String text) {
    return of(TEXT, utf8(text));
  }

  static Frame binary(byte[] bytes) {
    return of(BINARY, bytes);
  }

  static Frame ping(String payload) {
    return of(PING, utf8(payload));
  }

  static Frame pong(String payload) {
    return of(PONG, utf8(payload));
  }

  static Frame close(int code, String reason) {
    byte[] text = utf8(reason);
    return of(CLOSE, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
  }

  static Frame of(int opcode, byte[] payload) {
    return new Frame(FIN | opcode, NO_MASK, payload);
  }

  /** The same frame without FIN. */
  Frame unfinished() {
    return new Frame(head & ~FIN, mask, payload);
  }

  /** The same frame with these of the bits 0x40, 0x20, 0x10 set. */
  Frame reserved(int bits) {
    return new Frame(head | bits, mask, payload);
  }

  /** The same frame with a mask, which a server must not send. */
  Frame masked() {
    return new Frame(head, new byte[] {1, 2, 3, 4}, payload);
  }

  boolean fin() {
    return (head & FIN) != 0;
  }

  int opcode() {
    return head & 0x0f;
  }

  boolean control() {
    return opcode() >= CLOSE;
  }

  String utf8() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** The code of a close frame, 1005 if it has none. */
  int closeCode() {
    return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
  }

  /** The frame as it travels. */
  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 14);
    out.writeBytes(header(head, mask.length > 0, payload.length));
    out.writeBytes(mask);
    out.writeBytes(mask.length == 0 ? payload : xor(payload, mask));
    return out.toByteArray();
  }

  /** Only the head of a frame, which may announce more than will ever come. */
  static byte[] header(int head, boolean masked, long length) {
    int bit = masked ? 0x80 : 0;
    ByteBuffer out = ByteBuffer.allocate(10).put((byte) head);
    if (length < 126) {
      out.put((byte) (bit | (int) length));
    } else if (length < 65536) {
      out.put((byte) (bit | 126)).putShort((short) length);
    } else {
      out.put((byte) (bit | 127)).putLong(length);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /** A head with this length in 64 bits, whatever it is. */
  static byte[] header(int head, long length) {
    return ByteBuffer.allocate(10).put((byte) head).put((byte) 127).putLong(length).array();
  }

  /** Frames one behind the other, to be written at once. */
  static byte[] join(Frame... frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Frame frame : frames) {
      out.writeBytes(frame.bytes());
    }
    return out.toByteArray();
  }

  static byte[] xor(byte[] data, byte[] mask) {
    byte[] out = data.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] ^= mask[i & 3];
    }
    return out;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Short: opcode, length and the start of the payload. */
  @Override
  public String toString() {
    String name =
        switch (opcode()) {
          case CONTINUATION -> "continuation";
          case TEXT -> "text";
          case BINARY -> "binary";
          case CLOSE -> "close " + closeCode();
          case PING -> "ping";
          case PONG -> "pong";
          default -> "opcode " + opcode();
        };
    String rsv = (head & 0x70) == 0 ? "" : " with reserved bits";
    String part = fin() ? "" : " (not final)";
    return name + rsv + part + ", " + payload.length + " bytes " + Excerpt.of(payload);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame that && head == that.head && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return head + 31 * Arrays.hashCode(payload);
  }
}

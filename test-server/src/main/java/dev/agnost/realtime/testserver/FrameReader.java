package dev.agnost.realtime.testserver;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a client's WebSocket messages, RFC 6455 §5. Confined to the thread of its connection. */
final class FrameReader {
  private static final int CONTINUATION = 0;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final DataInputStream in;
  private final long maxMessageBytes;
  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
  private int fragmentedOpcode;

  FrameReader(InputStream in, long maxMessageBytes) {
    this.in = new DataInputStream(in);
    this.maxMessageBytes = maxMessageBytes;
  }

  /**
   * Waits for the next message or control frame.
   *
   * @throws EOFException when the peer ends the stream
   */
  Incoming next() throws IOException, ProtocolViolationException {
    while (true) {
      int head = in.readUnsignedByte();
      require((head & 0x70) == 0, "RSV bits are set");
      boolean last = (head & 0x80) != 0;
      int opcode = head & 0x0f;
      byte[] payload = payload(opcode, last);
      if (opcode >= CLOSE) {
        return control(opcode, payload);
      }
      if (last && fragmentedOpcode == 0) {
        return message(opcode, payload);
      }
      fragments.writeBytes(payload);
      if (opcode != CONTINUATION) {
        fragmentedOpcode = opcode;
      }
      if (last) {
        return assembled();
      }
    }
  }

  private Incoming assembled() throws ProtocolViolationException {
    byte[] whole = fragments.toByteArray();
    int opcode = fragmentedOpcode;
    fragments.reset();
    fragmentedOpcode = 0;
    return message(opcode, whole);
  }

  private byte[] payload(int opcode, boolean last) throws IOException, ProtocolViolationException {
    int second = in.readUnsignedByte();
    require((second & 0x80) != 0, "a frame of a client is not masked");
    long length = second & 0x7f;
    if (opcode >= CLOSE) {
      require(opcode <= PONG, "unknown opcode " + opcode);
      require(last && length <= 125, "a control frame is fragmented or too long");
    } else {
      require(opcode <= BINARY, "unknown opcode " + opcode);
      require((opcode == CONTINUATION) == (fragmentedOpcode != 0), "a fragment is out of sequence");
    }
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    boolean fits = length >= 0 && length + fragments.size() <= maxMessageBytes;
    if (opcode < CLOSE && !fits) {
      throw new ProtocolViolationException(
          ProtocolViolationException.TOO_BIG,
          "a message exceeds " + maxMessageBytes + " bytes: " + length);
    }
    return unmasked((int) length);
  }

  private byte[] unmasked(int length) throws IOException {
    int mask = in.readInt();
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException();
    }
    for (int i = 0; i < length; i++) {
      payload[i] ^= (byte) (mask >>> (24 - 8 * (i & 3)));
    }
    return payload;
  }

  private static Incoming control(int opcode, byte[] payload) throws ProtocolViolationException {
    return switch (opcode) {
      case PING -> new Incoming.Ping(payload);
      case PONG -> new Incoming.Pong();
      default -> {
        require(payload.length != 1, "a close frame has half a status");
        yield new Incoming.Close(payload);
      }
    };
  }

  private static Incoming message(int opcode, byte[] payload) throws ProtocolViolationException {
    if (opcode == BINARY) {
      return new Incoming.Binary(payload);
    }
    try {
      // A new decoder reports bad bytes where new String(..) would replace them.
      return new Incoming.Text(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString());
    } catch (CharacterCodingException e) {
      throw new ProtocolViolationException(
          ProtocolViolationException.BAD_TEXT, "a text message is not UTF-8");
    }
  }

  private static void require(boolean condition, String otherwise)
      throws ProtocolViolationException {
    if (!condition) {
      throw new ProtocolViolationException(ProtocolViolationException.PROTOCOL_ERROR, otherwise);
    }
  }
}

package dev.agnost.realtime.transport.okhttp;

import java.io.IOException;
import okio.Buffer;
import okio.Sink;
import okio.Timeout;

/**
 * Stands between OkHttp's frame writer and the peer, and makes of some frames what OkHttp cannot be
 * asked for: text that is at hand as bytes, a close frame without a code, the pong to the latest of
 * many pings.
 *
 * <p>Used by the thread that writes the connection.
 */
final class OutboundFrames implements Sink {

  private static final int MASKING_KEY_BYTES = 4;
  private static final int MASKED = 0x80;

  private final Sink out;
  private final OkHttpConnection connection;
  private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor();
  private long frameBytes; // of the current frame, still to come

  OutboundFrames(Sink out, OkHttpConnection connection) {
    this.out = out;
    this.connection = connection;
  }

  @Override
  public void write(Buffer source, long byteCount) throws IOException {
    long left = byteCount;
    while (left > 0) {
      if (frameBytes == 0) {
        left -= begin(source, left);
        continue;
      }
      long count = Math.min(left, frameBytes);
      out.write(source, count);
      left -= count;
      frameBytes -= count;
    }
  }

  /** Begins a frame, and ends it if all of it is there. Returns how many bytes that took. */
  private long begin(Buffer source, long available) throws IOException {
    FrameHeader header = FrameHeader.peek(source);
    long bytes = header.bytes() + MASKING_KEY_BYTES + header.payloadBytes();
    Outbound outbound = connection.outbound();
    switch (header.opcode()) {
      case Opcode.BINARY -> {
        if (outbound.nextIsText()) {
          overwrite(source, header.flagsWith(Opcode.TEXT));
        }
      }
      case Opcode.CLOSE -> {
        if (outbound.isCloseEmpty()) {
          return exchange(source, header, new byte[0]);
        }
      }
      case Opcode.PONG -> {
        byte[] instead = outbound.pongs().next();
        if (instead != null) {
          return exchange(source, header, instead);
        }
      }
      default -> {}
    }
    long now = Math.min(bytes, available);
    out.write(source, now);
    frameBytes = bytes - now;
    if (header.opcode() == Opcode.BINARY) {
      // OkHttp counts a message until the frame is written
      outbound.written(connection.bufferedBytes() - header.payloadBytes());
    }
    return now;
  }

  /** Writes a control frame with another payload. OkHttp writes control frames in one go. */
  private long exchange(Buffer source, FrameHeader header, byte[] payload) throws IOException {
    source.skip(header.bytes());
    byte[] key = source.readByteArray(MASKING_KEY_BYTES);
    source.skip(header.payloadBytes());
    Buffer frame = new Buffer();
    frame.writeByte(header.flags()).writeByte(MASKED | payload.length).write(key);
    for (int i = 0; i < payload.length; i++) {
      frame.writeByte(payload[i] ^ key[i % MASKING_KEY_BYTES]);
    }
    out.write(frame, frame.size());
    return header.bytes() + MASKING_KEY_BYTES + header.payloadBytes();
  }

  private void overwrite(Buffer source, int firstByte) {
    try (Buffer.UnsafeCursor first = source.readAndWriteUnsafe(cursor)) {
      first.seek(0);
      first.data[first.start] = (byte) firstByte;
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public Timeout timeout() {
    return out.timeout();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}

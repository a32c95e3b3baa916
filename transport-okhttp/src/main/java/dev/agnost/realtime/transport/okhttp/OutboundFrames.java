package dev.agnost.realtime.transport.okhttp;

import java.io.IOException;
import okio.Buffer;
import okio.Sink;
import okio.Timeout;

/**
 * Stands between OkHttp's frame writer and the peer, and makes of some frames what OkHttp cannot be
 * asked for: text that is at hand as bytes, and a close frame without a code.
 *
 * <p>Used by the thread that writes the connection.
 */
final class OutboundFrames implements Sink {

  private static final byte[] EMPTY_CLOSE = {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0};
  private static final int MASKING_KEY_BYTES = 4;

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
        if (outbound.isCloseEmpty() && bytes <= available) {
          source.skip(bytes);
          out.write(new Buffer().write(EMPTY_CLOSE), EMPTY_CLOSE.length);
          return bytes;
        }
      }
      case Opcode.PONG -> outbound.pongWritten();
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

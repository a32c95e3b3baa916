package dev.agnost.realtime.benchmarks.server;

import io.netty.buffer.ByteBuf;

/** Reads masked frames (RFC 6455, section 5.2) and keeps only the first bytes of each. */
final class FrameSkipper {

  /** Receives frames. */
  interface Sink {

    /**
     * A text frame.
     *
     * @param prefix its first bytes, valid until the method returns
     * @param length how many there are
     */
    void text(byte[] prefix, int length);

    /** A close frame. */
    void close();
  }

  private static final int PREFIX = 256;
  private static final int LONGEST_HEADER = 14;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;

  private final Sink sink;
  private final byte[] header = new byte[LONGEST_HEADER];
  private final byte[] prefix = new byte[PREFIX];
  private int headerBytes;
  private int kept;
  private long left = -1; // of the payload; -1 while the header is incomplete

  FrameSkipper(Sink sink) {
    this.sink = sink;
  }

  void feed(ByteBuf in) {
    while (in.isReadable() || left == 0) {
      if (left < 0) {
        header[headerBytes++] = in.readByte();
        if (headerBytes >= 2 && headerBytes == headerLength()) {
          left = payloadLength();
          kept = 0;
        }
      } else if (left > 0) {
        int bytes = (int) Math.min(left, in.readableBytes());
        int keep = Math.min(bytes, PREFIX - kept);
        in.getBytes(in.readerIndex(), prefix, kept, keep);
        kept += keep;
        in.skipBytes(bytes);
        left -= bytes;
      } else {
        finish();
      }
    }
  }

  private int headerLength() {
    return switch (header[1] & 0x7f) {
      case 126 -> 8;
      case 127 -> LONGEST_HEADER;
      default -> 6;
    };
  }

  private long payloadLength() {
    int extended = headerLength() - 6;
    if (extended == 0) {
      return header[1] & 0x7f;
    }
    long length = 0;
    for (int i = 0; i < extended; i++) {
      length = (length << 8) | (header[2 + i] & 0xff);
    }
    return length;
  }

  private void finish() {
    int mask = headerLength() - 4;
    for (int i = 0; i < kept; i++) {
      prefix[i] ^= header[mask + i % 4];
    }
    int opcode = header[0] & 0x0f;
    headerBytes = 0;
    left = -1;
    if (opcode == TEXT) {
      sink.text(prefix, kept);
    } else if (opcode == CLOSE) {
      sink.close();
    }
  }
}

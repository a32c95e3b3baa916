package dev.agnost.realtime.transport.okhttp;

import java.io.IOException;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the peer's bytes, after TLS, and OkHttp's frame reader, and hands it one frame
 * after another.
 *
 * <p>Here a message above the limit is refused when its frame announces it, before a byte of it is
 * kept; OkHttp has no limit. Here the reading thread waits for demand. And a text message reaches
 * OkHttp as a binary one, since it would replace what is not UTF-8 by other bytes (T3.7).
 *
 * <p>Used by the thread that reads the connection.
 */
final class InboundFrames implements Source {

  private static final long DISCARD_BYTES = 8 * 1024;

  private final BufferedSource in;
  private final FrameRules rules;
  private final OkHttpConnection connection;
  private long payloadBytes; // of the current frame, still to be handed on
  private boolean text; // the current or last message

  InboundFrames(Source upstream, int maxMessageBytes, OkHttpConnection connection) {
    this.in = Okio.buffer(upstream);
    this.rules = new FrameRules(maxMessageBytes);
    this.connection = connection;
  }

  /** Whether the message that OkHttp has just read is text. */
  boolean isText() {
    return text;
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    if (byteCount == 0) {
      return 0;
    }
    if (payloadBytes == 0) {
      return readHeader(sink);
    }
    long count = in.read(sink, Math.min(byteCount, payloadBytes));
    payloadBytes -= Math.max(0, count);
    return count;
  }

  private long readHeader(Buffer sink) throws IOException {
    while (true) {
      if (!rules.inMessage()) {
        connection.gate().await(connection.signals());
      }
      if (in.exhausted()) {
        return -1;
      }
      FrameHeader header = FrameHeader.peek(in);
      Breach breach = breachOf(header);
      if (breach != null) {
        connection.broken(breach);
        discard();
        return -1;
      }
      if (header.opcode() != Opcode.PING || connection.outbound().pongs().admit(peek(header))) {
        return hand(header, sink);
      }
      in.skip(header.bytes() + header.payloadBytes());
    }
  }

  private @Nullable Breach breachOf(FrameHeader header) throws IOException {
    Breach breach = rules.next(header);
    if (breach != null || header.opcode() != Opcode.CLOSE) {
      return breach;
    }
    return FrameRules.ofClose(peek(header));
  }

  /** The payload of a control frame. */
  private byte[] peek(FrameHeader header) throws IOException {
    BufferedSource ahead = in.peek();
    ahead.skip(header.bytes());
    return ahead.readByteArray(header.payloadBytes());
  }

  private long hand(FrameHeader header, Buffer sink) throws IOException {
    int flags = header.flags();
    if (header.opcode() == Opcode.TEXT || header.opcode() == Opcode.BINARY) {
      text = header.opcode() == Opcode.TEXT;
      flags = header.flagsWith(Opcode.BINARY);
    }
    in.skip(1);
    sink.writeByte(flags);
    in.readFully(sink, header.bytes() - 1L);
    payloadBytes = header.payloadBytes();
    return header.bytes();
  }

  /** Reads on until the peer has gone, so that its end of the connection is not reset. */
  private void discard() throws IOException {
    Buffer rest = new Buffer();
    while (in.read(rest, DISCARD_BYTES) >= 0) {
      rest.clear();
    }
  }

  @Override
  public Timeout timeout() {
    return in.timeout();
  }

  @Override
  public void close() throws IOException {
    connection.readingEnded();
    in.close();
  }
}

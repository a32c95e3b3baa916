package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.CloseFrames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of the peer into messages. A message that lies whole in one buffer is handed out
 * in place. Bytes beyond the demand are parked in the order in which they came; control frames
 * ahead of the next message are handled all the same.
 *
 * <p>Used by the event loop only.
 */
final class FrameReader {

  /** Receives what was read. */
  interface Sink {

    boolean wantsMessage();

    /** A whole message; the payload is valid during the call only. */
    void message(boolean text, ByteBuffer payload);

    void ping(byte[] payload);

    void close(CloseStatus status);
  }

  private static final byte[] NOTHING = {};
  private static final int FIRST_BYTES = 64 * 1024;

  private final Sink sink;
  private final ArrayDeque<ByteBuf> parked = new ArrayDeque<>(2);
  private final FrameHeader header = new FrameHeader();
  private final ByteBufAllocator buffers;
  private final int limit;

  private @Nullable ByteBuf joined; // what has come of a message in pieces
  private boolean inMessage; // between the first and the last fragment
  private boolean text;
  private int payloadLeft; // of the frame whose header is complete
  private byte[] control = NOTHING;
  private boolean decoding;
  private boolean closed;

  /**
   * @param limit of a message, in bytes
   */
  FrameReader(Sink sink, ByteBufAllocator buffers, int limit) {
    this.sink = sink;
    this.buffers = buffers;
    this.limit = limit;
  }

  /**
   * Takes bytes and decodes as far as demand goes.
   *
   * @param bytes owned by this reader from now on
   */
  void feed(ByteBuf bytes) {
    if (closed) {
      bytes.release();
      return;
    }
    parked.add(bytes);
    decode();
  }

  /** Whether bytes wait for demand. */
  boolean hasParked() {
    return !parked.isEmpty();
  }

  /** Whether {@link #decode} is further up in the call stack, so that it will see new demand. */
  boolean isDecoding() {
    return decoding;
  }

  /** Decodes what is parked as far as demand goes. */
  void decode() {
    if (decoding) {
      return;
    }
    decoding = true;
    try {
      while (!closed && !parked.isEmpty()) {
        ByteBuf in = parked.element();
        if (!decode(in)) {
          return;
        }
        parked.remove().release();
      }
    } finally {
      decoding = false;
      if (closed) {
        free();
      }
    }
  }

  /** Drops what is parked and whatever may come. */
  void close() {
    closed = true;
    if (!decoding) {
      free();
    }
  }

  /** Returns whether all was read; otherwise demand is lacking. */
  private boolean decode(ByteBuf in) {
    while (!closed && in.isReadable()) {
      if (!header.complete()) {
        if (header.atStart() && isData(in) && !sink.wantsMessage()) {
          return false;
        }
        if (!header.read(in)) {
          return true;
        }
        begin();
      }
      payload(in);
    }
    return true;
  }

  private static boolean isData(ByteBuf in) {
    return !Opcode.isControl(in.getByte(in.readerIndex()));
  }

  private void begin() {
    int opcode = header.opcode();
    if (Opcode.isControl(opcode)) {
      payloadLeft = (int) header.length();
      control = payloadLeft == 0 ? NOTHING : new byte[payloadLeft];
      return;
    }
    if ((opcode == Opcode.CONTINUATION) != inMessage) {
      throw violation(
          inMessage
              ? "a new message begins before the last fragment of another"
              : "a continuation without a message to continue");
    }
    checkLimit(header.length());
    payloadLeft = (int) header.length();
    if (!inMessage) {
      inMessage = true;
      text = opcode == Opcode.TEXT;
    }
  }

  private void payload(ByteBuf in) {
    int available = Math.min(payloadLeft, in.readableBytes());
    if (Opcode.isControl(header.opcode())) {
      in.readBytes(control, control.length - payloadLeft, available);
      payloadLeft -= available;
      if (payloadLeft == 0) {
        finishControl();
      }
      return;
    }
    boolean whole = available == payloadLeft && header.isFinal() && joined == null;
    payloadLeft -= available;
    if (whole) {
      ByteBuffer inPlace = in.nioBuffer(in.readerIndex(), available);
      in.skipBytes(available);
      header.reset();
      inMessage = false;
      sink.message(text, inPlace);
      return;
    }
    join(in, available);
    if (payloadLeft == 0) {
      finishData();
    }
  }

  private void finishData() {
    boolean last = header.isFinal();
    header.reset();
    if (last) {
      inMessage = false;
      ByteBuf whole = joined == null ? Unpooled.EMPTY_BUFFER : joined;
      joined = null;
      try {
        sink.message(text, whole.nioBuffer());
      } finally {
        whole.release();
      }
    }
  }

  private void finishControl() {
    int opcode = header.opcode();
    byte[] payload = control;
    header.reset();
    control = NOTHING;
    switch (opcode) {
      case Opcode.PING -> sink.ping(payload);
      case Opcode.CLOSE -> {
        CloseStatus status = CloseFrames.parse(ByteBuffer.wrap(payload));
        close();
        sink.close(status);
      }
      default -> {} // an unsolicited pong (T7.4)
    }
  }

  /** Checks whether a frame fits, before any of its payload is kept. */
  private void checkLimit(long frameBytes) {
    long bytes = frameBytes + (joined == null ? 0 : joined.readableBytes());
    if (bytes > limit) {
      throw new TransportException(
          Kind.MESSAGE_TOO_LARGE,
          "an inbound message of at least " + bytes + " bytes is above the limit of " + limit,
          null);
    }
  }

  /** Keeps bytes in a buffer that grows with what has come, not with what was announced. */
  private void join(ByteBuf in, int bytes) {
    if (bytes == 0) {
      return;
    }
    if (joined == null) {
      joined = buffers.buffer(Math.min(limit, Math.max(bytes, FIRST_BYTES)), limit);
    }
    joined.writeBytes(in, bytes);
  }

  static TransportException violation(String message) {
    return new TransportException(Kind.PROTOCOL, message, null);
  }

  private void free() {
    parked.forEach(ByteBuf::release);
    parked.clear();
    if (joined != null) {
      joined.release();
      joined = null;
    }
  }
}

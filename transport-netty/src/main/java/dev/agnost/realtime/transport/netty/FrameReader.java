package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.CloseStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Turns the bytes of the peer into messages. A message that lies whole in one buffer is handed out
 * in place. Bytes beyond the demand are parked in the order in which they came; control frames
 * ahead of the next message are handled all the same.
 *
 * <p>Used by the event loop only.
 */
final class FrameReader {

  /** Hears what was read. */
  interface Sink {

    boolean wantsMessage();

    /** A whole message; the payload is valid during the call only. */
    void message(boolean text, ByteBuffer payload);

    void ping(byte[] payload);

    void close(CloseStatus status);
  }

  private static final byte[] NOTHING = {};

  private final Sink sink;
  private final ArrayDeque<ByteBuf> parked = new ArrayDeque<>(2);
  private final FrameHeader header = new FrameHeader();
  private final Joiner joiner;

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
    this.joiner = new Joiner(buffers, limit);
  }

  /**
   * Takes bytes and decodes as far as demand goes.
   *
   * @param bytes owned by this reader from now on
   */
  void feed(ByteBuf bytes) throws FrameException {
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
  void decode() throws FrameException {
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
  private boolean decode(ByteBuf in) throws FrameException {
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

  private void begin() throws FrameException {
    int opcode = header.opcode();
    if (Opcode.isControl(opcode)) {
      payloadLeft = (int) header.length();
      control = payloadLeft == 0 ? NOTHING : new byte[payloadLeft];
      return;
    }
    if ((opcode == Opcode.CONTINUATION) != inMessage) {
      throw FrameException.protocol(
          inMessage
              ? "a new message begins before the last fragment of another"
              : "a continuation without a message to continue");
    }
    joiner.check(header.length());
    payloadLeft = (int) header.length();
    if (!inMessage) {
      inMessage = true;
      text = opcode == Opcode.TEXT;
    }
  }

  private void payload(ByteBuf in) throws FrameException {
    int available = Math.min(payloadLeft, in.readableBytes());
    if (Opcode.isControl(header.opcode())) {
      in.readBytes(control, control.length - payloadLeft, available);
      payloadLeft -= available;
      if (payloadLeft == 0) {
        finishControl();
      }
      return;
    }
    boolean whole = available == payloadLeft && header.isFinal() && joiner.isEmpty();
    payloadLeft -= available;
    if (whole) {
      ByteBuffer inPlace = in.nioBuffer(in.readerIndex(), available);
      in.skipBytes(available);
      header.reset();
      inMessage = false;
      sink.message(text, inPlace);
      return;
    }
    joiner.append(in, available, payloadLeft);
    if (payloadLeft == 0) {
      finishData();
    }
  }

  private void finishData() {
    boolean last = header.isFinal();
    header.reset();
    if (last) {
      inMessage = false;
      ByteBuf whole = joiner.take();
      try {
        sink.message(text, whole.nioBuffer());
      } finally {
        whole.release();
      }
    }
  }

  private void finishControl() throws FrameException {
    int opcode = header.opcode();
    byte[] payload = control;
    header.reset();
    control = NOTHING;
    switch (opcode) {
      case Opcode.PING -> sink.ping(payload);
      case Opcode.CLOSE -> {
        CloseStatus status = CloseFrame.parse(payload);
        close();
        sink.close(status);
      }
      default -> {} // nobody asked for this pong (T7.4)
    }
  }

  private void free() {
    parked.forEach(ByteBuf::release);
    parked.clear();
    joiner.clear();
  }
}

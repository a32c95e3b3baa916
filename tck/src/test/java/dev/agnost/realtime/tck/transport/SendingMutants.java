package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Mistakes in sending. */
final class SendingMutants {

  private SendingMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.connection(12, "concurrent writers interleave", "T4.9", Interleave::new),
        Mutant.connection(13, "send blocks on a full socket", "T4.1", Blocking::new),
        Mutant.connection(14, "send drops on overflow", "T4.4", Dropping::new),
        Mutant.connection(15, "send throws after close", "T4.5", ThrowsLate::new),
        Mutant.connection(16, "unbounded send queue", "T4.4", Unbounded::new),
        Mutant.connection(17, "no drain signal", "T4.11", NoDrain::new),
        Mutant.connection(19, "16-bit length wrap", "T4.7", ShortLength::new),
        Mutant.connection(22, "? for characters beyond 16 bits", "T4.10", QuestionMarks::new),
        Mutant.connection(26, "sends the whole backing array", "T4.6", WholeArray::new),
        Mutant.connection(27, "constant mask", "T7.6", ConstantMask::new),
        Mutant.connection(60, "callback inside send", "T3.11", NestedSignal::new),
        Mutant.connection(61, "unsent messages forgotten at close", "T6.1", ForgetsUnsent::new),
        Mutant.connection(74, "bufferedBytes is always 0", "T4.8", NothingBuffered::new),
        Mutant.connection(80, "the reader's thread overtakes", "T4.2", Overtaking::new),
        Mutant.connection(81, "a message lost in the middle", "T4.3", LosesOne::new));
  }

  private static final class Interleave extends ReferenceConnection {
    private static final long PATIENCE_NANOS = 20_000_000;

    private volatile long lastPong;
    private int held; // by the writer only

    Interleave(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void ping(byte[] payload) {
      try {
        socket.getOutputStream().write(new Frame(0x8a, newMask(), payload).bytes());
        lastPong = System.nanoTime();
      } catch (IOException ignored) {
        // ignored: the reader will notice
      }
    }

    @Override
    void writeFrame(OutputStream out, Outgoing next) throws IOException {
      byte[] frame = new Frame(0x80 | next.opcode(), newMask(), payload(next.bytes())).bytes();
      int half = frame.length / 2;
      out.write(frame, 0, half);
      if (half > 1_000 && held++ < 20) { // in the middle of a frame, for a pong to come between
        long before = lastPong;
        long start = System.nanoTime();
        while (lastPong == before && System.nanoTime() - start < PATIENCE_NANOS) {
          LockSupport.parkNanos(100_000);
        }
      }
      out.write(frame, half, frame.length - half);
    }
  }

  private static final class Blocking extends ReferenceConnection {
    Blocking(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void send(int opcode, ByteBuffer bytes) {
      super.send(opcode, bytes);
      while (buffered.get() > 1 << 20 && !signals.isEnded()) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static final class Dropping extends ReferenceConnection {
    Dropping(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void send(int opcode, ByteBuffer bytes) {
      if (buffered.get() < 14 << 20) {
        super.send(opcode, bytes);
      }
    }
  }

  private static final class ThrowsLate extends ReferenceConnection {
    ThrowsLate(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void send(int opcode, ByteBuffer bytes) {
      if (!signals.maySend()) {
        throw new IllegalStateException("closed");
      }
      super.send(opcode, bytes);
    }
  }

  private static final class Unbounded extends ReferenceConnection {
    Unbounded(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    long maxBuffered() {
      return Long.MAX_VALUE;
    }
  }

  private static final class NoDrain extends ReferenceConnection {
    NoDrain(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void drained() {}
  }

  private static final class ShortLength extends ReferenceConnection {
    ShortLength(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void writeFrame(OutputStream out, Outgoing next) throws IOException {
      byte[] payload = payload(next.bytes());
      byte[] mask = newMask();
      int head = 0x80 | next.opcode();
      out.write(
          Frame.header(
              head, true, payload.length > 125 ? payload.length & 0xffff : payload.length));
      out.write(mask);
      out.write(Frame.xor(payload, mask));
    }
  }

  private static final class QuestionMarks extends ReferenceConnection {
    QuestionMarks(
        ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    public void sendText(ByteBuffer utf8) {
      String text = StandardCharsets.UTF_8.decode(utf8.duplicate()).toString();
      String poor = text.replaceAll("[^\\x{0}-\\x{ffff}]", "?");
      super.sendText(poor.equals(text) ? utf8 : StandardCharsets.UTF_8.encode(poor));
    }
  }

  private static final class WholeArray extends ReferenceConnection {
    WholeArray(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    @SuppressWarnings("ByteBufferBackingArray") // that is the mistake
    byte[] payload(ByteBuffer bytes) {
      return bytes.hasArray() ? bytes.array() : super.payload(bytes);
    }
  }

  private static final class ConstantMask extends ReferenceConnection {
    ConstantMask(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    byte[] newMask() {
      return new byte[] {1, 2, 3, 4};
    }
  }

  private static final class NestedSignal extends ReferenceConnection {
    private final TransportListener direct;

    NestedSignal(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
      this.direct = listener;
    }

    @Override
    void send(int opcode, ByteBuffer bytes) {
      super.send(opcode, bytes);
      if (Thread.currentThread() == reader) { // inside a signal
        direct.onBinary(ByteBuffer.allocate(0));
      }
    }
  }

  private static final class ForgetsUnsent extends ReferenceConnection {
    ForgetsUnsent(
        ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    public void close(CloseStatus status) {
      outgoing.removeIf(Outgoing::counts);
      super.close(status);
    }
  }

  private static final class NothingBuffered extends ReferenceConnection {
    NothingBuffered(
        ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    public long bufferedBytes() {
      return 0;
    }
  }

  private static final class Overtaking extends ReferenceConnection {
    Overtaking(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void send(int opcode, ByteBuffer bytes) {
      if (Thread.currentThread() != reader || !signals.maySend()) {
        super.send(opcode, bytes);
        return;
      }
      try { // as an event loop that writes at once what comes from itself
        synchronized (outgoing) {
          socket
              .getOutputStream()
              .write(new Frame(0x80 | opcode, newMask(), payload(bytes)).bytes());
        }
      } catch (IOException ignored) {
        // ignored: the reader will notice
      }
    }

    @Override
    void writeFrame(OutputStream out, Outgoing next) throws IOException {
      LockSupport.parkNanos(100_000);
      synchronized (outgoing) {
        super.writeFrame(out, next);
      }
    }
  }

  private static final class LosesOne extends ReferenceConnection {
    private int count;

    LosesOne(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void send(int opcode, ByteBuffer bytes) {
      if (++count != 7) {
        super.send(opcode, bytes);
      }
    }
  }
}

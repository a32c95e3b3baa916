package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Mistakes in ending, and in what an end leaves behind. */
final class EndingMutants {

  private static final int IDLE_MILLIS = 1_500; // of a run that watches for longer

  private EndingMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.connection(34, "abort is signalled, the socket stays", "T6.7", KeepsSocket::new),
        Mutant.connection(35, "own idle timeout", "T6.9", IdleTimeout::new),
        Mutant.connection(36, "abort waits for the Close answer", "T6.7", WaitsForAnswer::new),
        Mutant.connection(50, "truncation as clean close", "T6.5", CleanTruncation::new),
        Mutant.keeping(
            56,
            "descriptor left on failed handshake",
            "T8.3",
            failure -> failure.kind() == Kind.REJECTED),
        Mutant.connection(64, "secret in a thread name", "T8.5", TalkativeName::new),
        Mutant.connection(71, "parked reader does not hear abort", "T5.5", DeafWhenParked::new),
        Mutant.connection(73, "messages signalled after close", "T6.2", TalksAfterClose::new),
        Mutant.connection(87, "gives up a stalled upgrade", "T2.8", GivesUpUpgrade::new),
        Mutant.connection(88, "gives up an unanswered close", "T6.8", GivesUpClose::new));
  }

  private static final class KeepsSocket extends ReferenceConnection {
    private volatile boolean keep;

    KeepsSocket(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    public void abort() {
      keep = !signals.isConnecting();
      super.abort();
    }

    @Override
    public void release() {
      if (!keep) {
        super.release();
      }
    }
  }

  private static final class IdleTimeout extends ReferenceConnection {
    IdleTimeout(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    DataInputStream connect() throws IOException {
      DataInputStream in = super.connect();
      raw.setSoTimeout(IDLE_MILLIS);
      return in;
    }
  }

  private static final class GivesUpUpgrade extends ReferenceConnection {
    GivesUpUpgrade(
        ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    DataInputStream connect() throws IOException {
      raw.setSoTimeout(IDLE_MILLIS);
      DataInputStream in = super.connect();
      raw.setSoTimeout(0);
      return in;
    }
  }

  private static final class GivesUpClose extends ReferenceConnection {
    private final CountDownLatch released = new CountDownLatch(1);

    GivesUpClose(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    public void close(CloseStatus status) {
      super.close(status);
      Thread timer =
          transport.thread(
              "timer",
              () -> {
                try {
                  if (!released.await(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
                    signals.failed(Kind.LOST, "no answer to the close frame");
                    release();
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      timer.start();
    }

    @Override
    public void release() {
      super.release();
      released.countDown();
    }
  }

  private static final class WaitsForAnswer extends ReferenceConnection {
    WaitsForAnswer(
        ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    public void abort() {
      if (!signals.isClosing()) {
        super.abort();
      }
    }
  }

  private static final class CleanTruncation extends ReferenceConnection {
    CleanTruncation(
        ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void fail(Throwable t) {
      if (request.secure() && !signals.isConnecting() && t instanceof IOException) {
        signals.closed(CloseStatus.NORMAL);
        release();
      } else {
        super.fail(t);
      }
    }
  }

  private static final class TalkativeName extends ReferenceConnection {
    TalkativeName(
        ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void start() {
      reader.setName("reference-reader " + request.uri());
      super.start();
    }
  }

  private static final class DeafWhenParked extends ReferenceConnection {
    DeafWhenParked(
        ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    public void abort() {
      if (signals.isConnecting() || signals.wantsRead() || signals.isEnded()) {
        super.abort();
      }
    }
  }

  private static final class TalksAfterClose extends ReferenceConnection {
    private final TransportListener direct;

    TalksAfterClose(
        ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
      this.direct = listener;
    }

    @Override
    void message(int opcode, byte[] payload) {
      if (signals.isClosing()) {
        direct.onBinary(ByteBuffer.wrap(payload));
      } else {
        super.message(opcode, payload);
      }
    }
  }
}

package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.Interleavings;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every adapter relies on, with the library and core at work at once. */
class ConnectionSignalsInterleavingsTest {

  @BeforeAll
  static void interleavingsAreSeen() {
    Interleavings.assumeThatTheyAreSeen();
  }

  @Test
  void anAbortWhileItOpensEndsItOnce() {
    Interleavings.check(
        () -> {
          Connection connection = new Connection();
          boolean[] opened = new boolean[1];
          Interleavings.inParallel(
              () -> opened[0] = connection.signals.opened(), connection.signals::abort);
          return opened[0] + ": " + connection.heard();
        },
        "true: open ABORTED",
        "true: ABORTED", // the abort came before the listener was told
        "false: ABORTED");
  }

  @Test
  void ofTwoEndsOneIsToldAndNothingAfterIt() {
    Interleavings.check(
        () -> {
          Connection connection = new Connection();
          connection.signals.opened();
          connection.signals.request(1);
          Interleavings.inParallel(
              () -> connection.text("a"),
              () -> connection.signals.closed(CloseStatus.NORMAL),
              connection.signals::abort);
          return connection.heard();
        },
        "open closed",
        "open ABORTED",
        "open a closed",
        "open a ABORTED");
  }

  @Test
  void signalsOfTwoThreadsAreToldOneAfterAnother() {
    Interleavings.check(
        () -> {
          Connection connection = new Connection();
          connection.signals.opened();
          connection.signals.request(2);
          Interleavings.inParallel(
              () -> {
                connection.text("a1");
                connection.text("a2");
              },
              connection.signals::drained);
          return connection.heard();
        },
        "open drained a1 a2",
        "open a1 drained a2",
        "open a1 a2 drained");
  }

  @Test
  void demandAddsUp() {
    Interleavings.check(
        () -> {
          Connection connection = new Connection();
          connection.signals.opened();
          Interleavings.inParallel(
              () -> connection.signals.request(1), () -> connection.signals.request(1));
          connection.text("a");
          boolean afterOne = connection.signals.wantsRead();
          connection.text("b");
          boolean afterTwo = connection.signals.wantsRead();
          return afterOne + " " + afterTwo + ", resumed " + connection.resumed.get();
        },
        "true false, resumed 1");
  }

  @Test
  void demandThatComesWithTheLastMessageIsNotForgotten() {
    Interleavings.check(
        () -> {
          Connection connection = new Connection();
          connection.signals.opened();
          connection.signals.request(1);
          boolean[] readsOn = new boolean[1];
          Interleavings.inParallel(
              () -> {
                connection.text("a");
                readsOn[0] = connection.signals.wantsRead(); // as adapters do after a message
              },
              () -> connection.signals.request(1));
          return readsOn[0] || connection.resumed.get() == 2 ? "reads on" : "stands still";
        },
        "reads on");
  }

  @Test
  void aListenerThatThrowsWhileItIsAbortedEndsItOnce() {
    Interleavings.check(
        () -> {
          Connection connection = new Connection();
          connection.throwsAt = "a";
          connection.signals.opened();
          connection.signals.request(1);
          Interleavings.inParallel(() -> connection.quietly("a"), connection.signals::abort);
          return connection.heard() + (connection.released.get() > 0 ? ", released" : ", held");
        },
        "open a LISTENER, released",
        "open a ABORTED, released",
        "open ABORTED, released");
  }

  /** Writes down what it hears, without any care for threads: signals are serial. */
  private static final class Connection implements TransportListener, ConnectionSignals.Engine {
    private final ConnectionSignals signals = new ConnectionSignals(new NoConnection(), this, this);
    private final List<String> heard = new ArrayList<>();
    private final AtomicInteger resumed = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();
    private String throwsAt = "";
    private int inside;

    void text(String text) {
      signals.text(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** On a thread whose handler ignores what the listener throws after the end. */
    void quietly(String text) {
      Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {});
      text(text);
    }

    String heard() {
      return String.join(" ", heard);
    }

    private void hears(String what) {
      heard.add(++inside == 1 ? what : "together");
      inside--;
      if (what.equals(throwsAt)) {
        throw new IllegalStateException("of the listener");
      }
    }

    @Override
    public void onOpen(TransportConnection connection) {
      hears("open");
    }

    @Override
    public void onText(ByteBuffer utf8) {
      hears(StandardCharsets.US_ASCII.decode(utf8).toString());
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
      hears("binary");
    }

    @Override
    public void onClosed(CloseStatus status) {
      hears("closed");
    }

    @Override
    public void onFailed(TransportException cause) {
      Kind kind = cause.kind();
      hears(kind.name());
    }

    @Override
    public void onDrained() {
      hears("drained");
    }

    @Override
    public void resumeReading() {
      resumed.incrementAndGet();
    }

    @Override
    public void release() {
      released.incrementAndGet();
    }
  }

  private static final class NoConnection implements TransportConnection {
    @Override
    public void sendText(ByteBuffer utf8) {}

    @Override
    public void sendBinary(ByteBuffer bytes) {}

    @Override
    public void request(long messages) {}

    @Override
    public long bufferedBytes() {
      return 0;
    }

    @Override
    public void close(CloseStatus status) {}

    @Override
    public void abort() {}
  }
}

package dev.agnost.realtime.core.inbound;

import dev.agnost.realtime.RealtimeMetrics;
import dev.agnost.realtime.core.Interleavings;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.connection.Connection;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.core.protocol.PacketDecoder;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages that arrive while listeners get rid of others: reading must not stop for ever. */
class InboundFlowControlInterleavingsTest {

  @BeforeAll
  static void interleavingsAreSeen() {
    Interleavings.assumeThatTheyAreSeen();
  }

  @Test
  void aFullWindowOpensAgainWhenListenersHaveCaughtUp() {
    Interleavings.check(
        () -> {
          Reading reading = new Reading(2);
          reading.arrives();
          Interleavings.inParallel(reading::arrives, reading::isHandled);
          reading.isHandled();
          return reading.pending() + " wait, " + (reading.outstanding() > 0 ? "reads" : "stopped");
        },
        "0 wait, reads");
  }

  @Test
  void noMoreIsAskedForThanThereIsRoom() {
    Interleavings.check(
        () -> {
          Reading reading = new Reading(2);
          reading.arrives();
          reading.arrives();
          Interleavings.inParallel(reading::isHandled, reading::isHandled);
          return "asked for " + reading.outstanding();
        },
        "asked for 1",
        "asked for 2");
  }

  /** A window with its mailbox and a connection that counts. */
  private static final class Reading implements TransportConnection {
    private static final int BYTES = 100;

    private final SerialExecutor mailbox =
        new SerialExecutor(
            Runnable::run,
            () -> {},
            thrown -> {
              throw new AssertionError(thrown);
            });
    private final Scheduler timers = new Standing();
    private final SessionEvents journal = new SessionEvents(RealtimeMetrics.NONE, timers::now);
    private final InboundFlowControl window;
    private long outstanding; // in the mailbox only

    Reading(int maxMessages) {
      window =
          new InboundFlowControl(
              maxMessages,
              1 << 20,
              mailbox,
              journal,
              thrown -> {
                throw new AssertionError(thrown);
              });
      Connection link = new Connection(1, new PacketDecoder(), timers, journal, new Deaf());
      link.attach(this);
      window.attach(link);
      window.handshakeDone();
    }

    /** If it was asked for. */
    void arrives() {
      mailbox.submit(
          () -> {
            if (outstanding > 0) {
              outstanding--;
              window.received(BYTES);
              window.handedOn(BYTES);
              window.refill();
            }
          });
    }

    /** By a listener, if there is one. */
    void isHandled() {
      if (window.pendingMessages() > 0) {
        window.consumed(BYTES);
      }
    }

    int pending() {
      return window.pendingMessages();
    }

    long outstanding() {
      return outstanding;
    }

    @Override
    public void request(long messages) {
      outstanding += messages;
    }

    @Override
    public void sendText(ByteBuffer utf8) {}

    @Override
    public void sendBinary(ByteBuffer bytes) {}

    @Override
    public long bufferedBytes() {
      return 0;
    }

    @Override
    public void close(CloseStatus status) {}

    @Override
    public void abort() {}
  }

  /** Time stands still. */
  private static final class Standing implements Scheduler {
    @Override
    public long now() {
      return 0;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return () -> {};
    }
  }

  private static final class Deaf implements Connection.Sink {
    @Override
    public void opened(Connection link) {}

    @Override
    public void received(Connection link, Packet packet, int bytes) {}

    @Override
    public void closed(Connection link, CloseStatus status) {}

    @Override
    public void failed(Connection link, TransportException failure) {}

    @Override
    public void drained(Connection link) {}
  }
}

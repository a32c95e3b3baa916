package dev.agnost.realtime.transport.support;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ConnectionSignalsTest {

  private static final int RACES = 20_000;

  /** It was lost when the upgrade came between the two looks at the phase. */
  @Test
  void closeThatRacesWithTheUpgradeIsNeverLost() throws Exception {
    ConnectionSignals[] races = new ConnectionSignals[RACES];
    Arrays.setAll(races, race -> new ConnectionSignals(new Nothing(), new Deaf(), new Idle()));
    AtomicInteger arrived = new AtomicInteger();
    Thread library =
        new Thread(
            () -> {
              for (int race = 0; race < RACES; race++) {
                meet(arrived, race);
                races[race].opened();
              }
            });
    library.start();

    boolean[] sendsCloseFrame = new boolean[RACES];
    for (int race = 0; race < RACES; race++) {
      meet(arrived, race);
      sendsCloseFrame[race] = races[race].beginClose();
    }
    library.join();

    for (int race = 0; race < RACES; race++) {
      assertThat(sendsCloseFrame[race])
          .as("race %s: a close frame is sent or else the connection was aborted", race)
          .isEqualTo(!races[race].isEnded());
    }
  }

  @Test
  void everyTerminalSignalReleasesFirst() {
    RecordedSignals failed = new RecordedSignals();
    failed.signals.opened();
    failed.signals.failed(Kind.LOST, "gone");
    assertThat(failed.received).containsExactly("open", "failed LOST");
    assertThat(failed.released).containsExactly("now, after 1");

    RecordedSignals closed = new RecordedSignals();
    closed.signals.opened();
    closed.signals.closed(CloseStatus.NORMAL);
    assertThat(closed.received).containsExactly("open", "closed 1000");
    assertThat(closed.released).containsExactly("gracefully, after 1");

    RecordedSignals violated = new RecordedSignals();
    violated.signals.opened();
    violated.signals.violated(new ProtocolException("masked"));
    assertThat(violated.received).containsExactly("open", "failed PROTOCOL");
    assertThat(violated.released).containsExactly("gracefully, after 1");

    RecordedSignals early = new RecordedSignals();
    early.signals.closed(CloseStatus.NORMAL);
    assertThat(early.received).containsExactly("failed PROTOCOL");
    assertThat(early.released).containsExactly("now, after 0");
  }

  @Test
  void anUpgradeThatComesTooLateIsReleased() {
    RecordedSignals aborted = new RecordedSignals();
    aborted.signals.abort();

    assertThat(aborted.signals.opened()).isFalse();

    assertThat(aborted.received).containsExactly("failed ABORTED");
    assertThat(aborted.released).containsExactly("now, after 0", "now, after 1");
  }

  @Test
  void anInterruptThatAListenerLeavesEndsWithItsCall() {
    RecordedSignals recorded = new RecordedSignals();
    ConnectionSignals[] signals = new ConnectionSignals[1];
    List<Boolean> interrupted = new ArrayList<>();
    TransportListener interrupting =
        new Deaf() {
          @Override
          public void onText(ByteBuffer utf8) {
            interrupted.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
            signals[0].drained(); // delivered after this call, by the same thread
          }

          @Override
          public void onDrained() {
            interrupted.add(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
          }
        };
    signals[0] = new ConnectionSignals(recorded, interrupting, recorded);
    signals[0].opened();
    signals[0].request(2);

    signals[0].text("a");
    signals[0].text("b");

    assertThat(interrupted).containsExactly(false, false, false, false);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void anInterruptOfTheCallersOwnStays() {
    RecordedSignals recorded = new RecordedSignals();
    Thread.currentThread().interrupt();
    recorded.signals.opened();
    recorded.signals.abort();

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aReaderWaitsForDemandWhateverInterruptsIt() throws Exception {
    RecordedSignals recorded = new RecordedSignals();
    recorded.signals.opened();
    BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();
    Thread reader =
        new Thread(
            () -> {
              answers.add(recorded.signals.awaitDemand());
              recorded.signals.text("a");
              answers.add(recorded.signals.awaitDemand());
            });
    reader.start();
    reader.interrupt();
    awaitWaiting(reader);
    assertThat(answers).isEmpty();

    recorded.signals.request(1);
    assertThat(answers.poll(5, SECONDS)).isTrue();
    awaitWaiting(reader);
    recorded.signals.abort();
    assertThat(answers.poll(5, SECONDS)).isFalse();
    reader.join();
  }

  private static void awaitWaiting(Thread thread) {
    long deadline = System.nanoTime() + SECONDS.toNanos(5);
    while (thread.getState() != Thread.State.WAITING && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
  }

  /** Spins, so that both go on within nanoseconds; gives way if the other has no processor. */
  private static void meet(AtomicInteger arrived, int race) {
    arrived.incrementAndGet();
    for (int spins = 0; arrived.get() < 2 * (race + 1); spins++) {
      if (spins < 1_000) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(1);
      }
    }
  }

  private static final class Idle implements ConnectionSignals.Engine {
    @Override
    public void resumeReading() {}

    @Override
    public void release() {}
  }

  private static class Deaf implements TransportListener {
    @Override
    public void onOpen(TransportConnection connection) {}

    @Override
    public void onText(ByteBuffer utf8) {}

    @Override
    public void onBinary(ByteBuffer bytes) {}

    @Override
    public void onClosed(CloseStatus status) {}

    @Override
    public void onFailed(TransportException cause) {}
  }

  private static final class Nothing implements TransportConnection {
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

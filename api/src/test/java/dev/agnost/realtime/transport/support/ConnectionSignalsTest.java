package dev.agnost.realtime.transport.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;
import java.util.Arrays;
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

  private static final class Deaf implements TransportListener {
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

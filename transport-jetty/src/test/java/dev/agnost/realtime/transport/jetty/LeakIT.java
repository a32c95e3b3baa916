package dev.agnost.realtime.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.tck.fixture.ConnectionEndings;
import dev.agnost.realtime.tck.fixture.Peer;
import dev.agnost.realtime.transport.Transport;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.junit.jupiter.api.Test;

/** Jetty's own pool that knows who has not given back. */
class LeakIT {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(5);

  @Test
  void noEndLeavesABuffer() throws Exception {
    ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();
    HttpClient client = new HttpClient();
    client.setByteBufferPool(buffers);
    client.start();
    try (Peer peer = Peer.plain();
        Transport transport = JettyTransports.using(client)) {
      for (int round = 0; round < 3; round++) {
        new ConnectionEndings(transport, peer).come();
      }
      awaitNoLeaks(buffers);

      RetainableByteBuffer kept = buffers.acquire(16, false);
      assertThat(buffers.getLeaks()).as("the pool sees what is kept").hasSize(1);
      kept.release();
    } finally {
      client.stop();
    }
  }

  private static void awaitNoLeaks(ArrayByteBufferPool.Tracking buffers) {
    long start = System.nanoTime();
    while (!buffers.getLeaks().isEmpty()) {
      assertThat(System.nanoTime() - start).as(buffers::dumpLeaks).isLessThan(PATIENCE.toNanos());
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}

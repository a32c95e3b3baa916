package dev.agnost.realtime.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.agnost.realtime.tck.fixture.ConnectionEndings;
import dev.agnost.realtime.tck.fixture.Peer;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Netty's own detector, watching every buffer. */
class LeakIT {

  private static final String SENTINEL = "leaked on purpose";

  private final List<String> reports = new CopyOnWriteArrayList<>();
  private final Logger log = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          reports.add(event.getFormattedMessage());
        }
      };
  private final ResourceLeakDetector.Level usual = ResourceLeakDetector.getLevel();

  @BeforeEach
  void watchEveryBuffer() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    appender.start();
    log.addAppender(appender);
    log.setAdditive(false);
  }

  @AfterEach
  void stopWatching() {
    log.setAdditive(true);
    log.detachAppender(appender);
    ResourceLeakDetector.setLevel(usual);
  }

  @Test
  void noEndLeavesABuffer() throws Exception {
    try (Peer peer = Peer.plain();
        Transport transport = NettyTransports.create(TransportConfig.defaults())) {
      for (int round = 0; round < 3; round++) {
        new ConnectionEndings(transport, peer).come();
      }
    }

    leakOne();
    awaitSentinel();
    assertThat(reports).allMatch(report -> report.contains(SENTINEL));
  }

  /** So that the test knows when the detector has reported all that it will. */
  private static void leakOne() {
    PooledByteBufAllocator.DEFAULT.directBuffer(16).touch(SENTINEL);
  }

  private void awaitSentinel() throws TimeoutException {
    long start = System.nanoTime();
    while (reports.stream().noneMatch(report -> report.contains(SENTINEL))) {
      System.gc();
      PooledByteBufAllocator.DEFAULT.directBuffer(16).release(); // reports come with allocations
      if (System.nanoTime() - start > Duration.ofSeconds(60).toNanos()) {
        throw new TimeoutException("the detector reported nothing, not even the sentinel");
      }
    }
  }
}

package dev.agnost.realtime.transport.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.agnost.realtime.tck.fixture.Peer;
import dev.agnost.realtime.tck.fixture.RecordedSignals;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** RES-05: Netty's own detector, watching every buffer. */
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
        closeInOrder(transport, peer);
        abortWithEverythingHalfDone(transport, peer);
        violate(transport, peer);
        refuse(transport, peer);
      }
    }

    leakOne();
    awaitSentinel();
    assertThat(reports).allMatch(report -> report.contains(SENTINEL));
  }

  private static void closeInOrder(Transport transport, Peer peer) throws Exception {
    RecordedSignals signals = new RecordedSignals();
    TransportConnection connection = transport.connect(ConnectRequest.of(peer.uri("/")), signals);
    Peer.Line line = peer.upgrade();
    signals.expectOpened();
    connection.request(2);
    connection.sendText(ByteBuffer.wrap("hello".getBytes(UTF_8)));
    line.text("hello");
    line.write(Peer.Line.frame(0x01, new byte[100]));
    line.write(Peer.Line.frame(0x80, new byte[100]));
    signals.expect("hello", "\0".repeat(200));
    connection.close(CloseStatus.NORMAL);
    line.readFrame();
    line.write(line.readFrame().opcode() == 8 ? Peer.Line.frame(0x88, new byte[0]) : new byte[0]);
    signals.expect(CloseStatus.NO_STATUS);
    line.awaitEnd();
  }

  private static void abortWithEverythingHalfDone(Transport transport, Peer peer) throws Exception {
    RecordedSignals signals = new RecordedSignals();
    TransportConnection connection = transport.connect(ConnectRequest.of(peer.uri("/")), signals);
    Peer.Line line = peer.upgrade();
    signals.expectOpened();
    connection.request(1);
    line.text("delivered");
    line.text("parked");
    line.write(new byte[] {0x02, 100, 1, 2, 3});
    signals.expect("delivered");
    connection.sendBinary(ByteBuffer.allocate(5_000_000));
    connection.abort();
    signals.take();
    line.awaitEnd();
  }

  private static void violate(Transport transport, Peer peer) throws Exception {
    RecordedSignals signals = new RecordedSignals();
    TransportConnection connection = transport.connect(ConnectRequest.of(peer.uri("/")), signals);
    Peer.Line line = peer.upgrade();
    connection.request(1);
    line.write(Peer.Line.frame(0x01, new byte[100]));
    line.write(Peer.Line.frame(0x01, new byte[100]));
    signals.expectOpened();
    signals.take();
    line.close();
  }

  private static void refuse(Transport transport, Peer peer) throws Exception {
    RecordedSignals signals = new RecordedSignals();
    transport.connect(ConnectRequest.of(peer.uri("/")), signals);
    Peer.Line line = peer.accept();
    line.readHead();
    line.write("HTTP/1.1 403 No\r\nContent-Length: 10000\r\n\r\n" + "x".repeat(5000));
    signals.take();
    line.awaitEnd();
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

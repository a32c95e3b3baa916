package dev.agnost.realtime.transport.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.tck.fixture.Peer;
import dev.agnost.realtime.tck.fixture.RecordedSignals;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.junit.jupiter.api.Test;

/** RES-05: Jetty's own pool that knows who has not given back. */
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
        closeInOrder(transport, peer);
        abortWithEverythingHalfDone(transport, peer);
        violate(transport, peer);
        refuse(transport, peer);
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
}

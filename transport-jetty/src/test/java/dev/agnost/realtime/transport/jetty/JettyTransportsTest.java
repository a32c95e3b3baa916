package dev.agnost.realtime.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.tck.fixture.Peer;
import dev.agnost.realtime.tck.fixture.RecordedSignals;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** T1.5 for Jetty, and what is used of a client of the application. */
class JettyTransportsTest {

  private final RecordedSignals signals = new RecordedSignals();
  private final HttpClient client = new HttpClient();
  private Peer peer;

  @BeforeEach
  void startClientAndPeer() throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("application");
    threads.setDaemon(true);
    client.setExecutor(threads);
    client.start();
    peer = Peer.plain();
  }

  @AfterEach
  void stop() throws Exception {
    peer.close();
    client.stop();
  }

  @Test
  void aGivenClientIsNeitherStoppedNorChanged() throws Exception {
    long connectTimeout = client.getConnectTimeout();
    try (Transport transport = JettyTransports.using(client)) {
      transport.connect(ConnectRequest.of(peer.uri("/")), signals);
      peer.upgrade();
      signals.expectOpened();
    }

    signals.expectFailure(Kind.ABORTED);
    awaitStopped();
    assertThat(client.isRunning()).isTrue();
    assertThat(client.getConnectTimeout()).isEqualTo(connectTimeout);
    assertThat(client.isFollowRedirects()).isTrue();
    assertThat(client.getDestinations()).isEmpty();
    expectUsable();
  }

  /** The transport stops in the background, and must have had the chance to stop too much. */
  private static void awaitStopped() {
    long start = System.nanoTime();
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("agnost-jetty-stop"))) {
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /** Its threads, timer, buffers and TLS were not stopped with the transport. */
  private void expectUsable() throws Exception {
    CountDownLatch worked = new CountDownLatch(2);
    client.getExecutor().execute(worked::countDown);
    client.getScheduler().schedule(worked::countDown, 1, TimeUnit.MILLISECONDS);
    assertThat(worked.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(client.getSslContextFactory().isRunning()).isTrue();
    client.getByteBufferPool().acquire(100, false).release();
  }

  @Test
  void connectionsRunOnTheThreadsOfAGivenClient() throws Exception {
    StringBuilder thread = new StringBuilder();
    signals.atOpen(connection -> thread.append(Thread.currentThread().getName()));
    try (Transport transport = JettyTransports.using(client)) {
      transport.connect(ConnectRequest.of(peer.uri("/")), signals);
      peer.upgrade();
      signals.expectOpened();
    }
    signals.take();
    assertThat(thread.toString()).startsWith("application");
  }

  @Test
  void neitherCookiesNorRedirectsOfAGivenClientApply() throws Exception {
    URI root = URI.create("http://127.0.0.1:" + peer.port() + "/");
    client.getHttpCookieStore().add(root, HttpCookie.from("ambient", "1"));
    try (Transport transport = JettyTransports.using(client)) {
      transport.connect(ConnectRequest.of(peer.uri("/")), signals);
      Peer.Line line = peer.accept();
      assertThat(line.readHead()).doesNotContainIgnoringCase("cookie");
      line.write("HTTP/1.1 302 Found\r\nLocation: /other\r\nSet-Cookie: a=b\r\n\r\n");
      line.close();

      assertThat(signals.expectFailure(Kind.REJECTED).status()).hasValue(302);
      assertThat(client.getHttpCookieStore().all()).hasSize(1);
    }
  }

  @Test
  void aClientThatIsNotStartedIsRefused() {
    assertThatThrownBy(() -> JettyTransports.using(new HttpClient()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be started");
  }

  @Test
  void aProxyOfTheClientIsNotBypassedInSilence() {
    client.getProxyConfiguration().addProxy(new HttpProxy("127.0.0.1", peer.port()));

    assertThatThrownBy(() -> JettyTransports.using(client))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TransportConfig");
  }

  @Test
  void aClientThatTrustsEverybodyIsRefused() throws Exception {
    HttpClient trusting = new HttpClient();
    trusting.setSslContextFactory(new SslContextFactory.Client(true));
    trusting.start();
    try {
      assertThatThrownBy(() -> JettyTransports.using(trusting))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("setTrustAll");
    } finally {
      trusting.stop();
    }
  }

  @Test
  void messagesGoBothWaysOverAGivenClient() throws Exception {
    signals.atOpen(connection -> connection.request(1));
    try (Transport transport = JettyTransports.using(client)) {
      TransportConnection connection = transport.connect(ConnectRequest.of(peer.uri("/")), signals);
      Peer.Line line = peer.upgrade();
      signals.expectOpened();
      connection.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      line.text("hello");

      assertThat(line.readFrame().payload()).containsExactly(1, 2, 3);
      signals.expect("hello");
    }
  }
}

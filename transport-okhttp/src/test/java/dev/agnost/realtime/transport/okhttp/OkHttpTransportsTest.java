package dev.agnost.realtime.transport.okhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.tck.fixture.Peer;
import dev.agnost.realtime.tck.fixture.RecordedSignals;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OkHttpTransportsTest {

  private final RecordedSignals signals = new RecordedSignals();
  private Peer peer;

  @BeforeEach
  void listen() throws Exception {
    peer = Peer.plain();
  }

  @AfterEach
  void stop() throws Exception {
    peer.close();
  }

  @Test
  void t1_5_aGivenClientIsNeitherClosedNorChanged() throws Exception {
    OkHttpClient given =
        new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(7)).followRedirects(true).build();

    try (Transport transport = OkHttpTransports.using(given)) {
      transport.connect(ConnectRequest.of(peer.uri("/")), signals);
      peer.accept().upgrade();
      signals.expectOpened();
      assertThat(given.dispatcher().runningCallsCount()).isZero();
      assertThat(given.connectionPool().connectionCount()).isZero();
    }

    signals.expectFailure(Kind.ABORTED);
    assertThat(given.dispatcher().executorService().isShutdown()).isFalse();
    assertThat(given.dispatcher().getMaxRequests()).isEqualTo(64);
    assertThat(given.readTimeoutMillis()).isEqualTo(7_000);
    assertThat(given.followRedirects()).isTrue();
    assertThat(given.interceptors()).isEmpty();
  }

  @Test
  void theInterceptorsOfAGivenClientSeeTheUpgrade() throws Exception {
    AtomicInteger seen = new AtomicInteger();
    OkHttpClient given =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  seen.incrementAndGet();
                  return chain.proceed(chain.request());
                })
            .build();

    try (Transport transport = OkHttpTransports.using(given)) {
      transport.connect(ConnectRequest.of(peer.uri("/")), signals);
      peer.accept().upgrade();
      signals.expectOpened();
    }

    assertThat(seen).hasValue(1);
  }

  @Test
  void theProxyOfAGivenClientIsAskedForATunnel() throws Exception {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port());
    Proxy proxy = new Proxy(Proxy.Type.HTTP, address);
    OkHttpClient given = new OkHttpClient.Builder().proxy(proxy).build();

    try (Transport transport = OkHttpTransports.using(given)) {
      ConnectRequest request = ConnectRequest.of(peer.uri("/").resolve("ws://nowhere.invalid/a"));
      transport.connect(request, signals);
      Peer.Line line = peer.accept();
      String connect = line.readHead();
      line.write("HTTP/1.1 200 OK\r\n\r\n");
      String upgrade = line.upgrade();

      assertThat(connect).startsWith("CONNECT nowhere.invalid:80 HTTP/1.1\r\n");
      assertThat(upgrade).startsWith("GET /a HTTP/1.1\r\n").contains("Host: nowhere.invalid\r\n");
      signals.expectOpened();
    }
  }

  @Test
  void t2_2_noExtensionOrCompressionIsOffered() throws Exception {
    try (Transport transport = OkHttpTransports.create(TransportConfig.defaults())) {
      transport.connect(ConnectRequest.of(peer.uri("/a/b?q=%20&e=")), signals);
      String head = peer.accept().upgrade();

      assertThat(head).startsWith("GET /a/b?q=%20&e= HTTP/1.1\r\n");
      assertThat(head).contains("Accept-Encoding: identity\r\n");
      assertThat(head).doesNotContainIgnoringCase("extensions");
    }
  }

  @Test
  void aHeaderThatOkHttpCannotSendIsNamedWithoutItsValue() throws Exception {
    List<Header> headers = List.of(new Header("X-Name", "J\u00fcrgen"));

    try (Transport transport = OkHttpTransports.create(TransportConfig.defaults())) {
      transport.connect(ConnectRequest.of(peer.uri("/"), headers), signals);

      TransportException failure = signals.expectFailure(Kind.UNREACHABLE);
      assertThat(failure).hasMessageContaining("X-Name").hasMessageNotContaining("rgen");
    }
  }

  @Test
  void aCloseWithoutStatusSends1000() throws Exception {
    try (Transport transport = OkHttpTransports.create(TransportConfig.defaults())) {
      TransportConnection connection = transport.connect(ConnectRequest.of(peer.uri("/")), signals);
      Peer.Line line = peer.accept();
      line.upgrade();
      signals.expectOpened();

      connection.sendText(ByteBuffer.wrap("text".getBytes(UTF_8)));
      connection.sendBinary(ByteBuffer.wrap("binary".getBytes(UTF_8)));
      connection.close(CloseStatus.NO_STATUS);

      expect(1, "text", line.readFrame());
      expect(2, "binary", line.readFrame());
      expect(8, "\u0003\ufffd", line.readFrame());
      line.write("\u0088\u0000");
      signals.expect(CloseStatus.NO_STATUS);
    }
  }

  @Test
  void anEmptyCloseOfThePeerIsAnsweredWith1000() throws Exception {
    try (Transport transport = OkHttpTransports.create(TransportConfig.defaults())) {
      TransportConnection connection = transport.connect(ConnectRequest.of(peer.uri("/")), signals);
      connection.request(1);
      Peer.Line line = peer.accept();
      line.upgrade();
      line.write("\u0088\u0000");

      signals.expectOpened();
      signals.expect(CloseStatus.NO_STATUS);
      expect(8, "\u0003\ufffd", line.readFrame());
      assertThat(line.read()).as("end of the stream").isEqualTo(-1);
    }
  }

  @Test
  void anInterruptThatAListenerLeavesEndsNothing() throws Exception {
    signals.atMessage(message -> Thread.currentThread().interrupt());

    try (Transport transport = OkHttpTransports.create(TransportConfig.defaults())) {
      TransportConnection connection = transport.connect(ConnectRequest.of(peer.uri("/")), signals);
      connection.request(Long.MAX_VALUE);
      Peer.Line line = peer.accept();
      line.upgrade();
      signals.expectOpened();
      for (int i = 0; i < 30; i++) {
        line.text("message " + i);
        signals.expect("message " + i);
        connection.sendText(ByteBuffer.wrap("answer".getBytes(UTF_8)));
        expect(1, "answer", line.readFrame());
      }
    }
    signals.expectFailure(Kind.ABORTED);
  }

  @Test
  void everyAddressOfAHostIsTriedAndOneRequestIsSent() throws Exception {
    InetAddress nobody = InetAddress.getByName("127.0.0.2"); // the peer listens at 127.0.0.1 only
    InetAddress loopback = InetAddress.getLoopbackAddress();
    OkHttpClient given =
        new OkHttpClient.Builder().dns(host -> List.of(nobody, loopback, loopback)).build();

    try (Transport transport = OkHttpTransports.using(given)) {
      transport.connect(ConnectRequest.of(peer.uri("two.test", "/")), signals);
      Peer.Line line = peer.accept();
      line.readHead();
      line.close();

      assertThat(signals.take())
          .isInstanceOfSatisfying(
              TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOST));
      signals.expectNothing();
    }
  }

  private static void expect(int opcode, String text, Peer.Frame frame) {
    assertThat(frame.opcode()).isEqualTo(opcode);
    assertThat(frame.text()).isEqualTo(text);
  }
}

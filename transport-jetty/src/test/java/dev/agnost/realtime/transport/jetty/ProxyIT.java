package dev.agnost.realtime.transport.jetty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The peer plays the proxy and, behind the tunnel, the server. */
class ProxyIT {

  private static final URI TARGET = URI.create("ws://server.test/?token=secret");

  private final RecordedSignals signals = new RecordedSignals();
  private Peer proxy;

  @BeforeEach
  void startProxy() throws IOException {
    proxy = Peer.plain();
  }

  @AfterEach
  void stopProxy() throws IOException {
    proxy.close();
  }

  private static Transport through(ProxyConfig proxy) {
    return JettyTransports.builder()
        .config(
            new TransportConfig() {
              @Override
              public Optional<ProxyConfig> proxy() {
                return Optional.of(proxy);
              }
            })
        .resolver(
            host -> {
              throw new AssertionError("looked up here: " + host);
            })
        .build();
  }

  private ProxyConfig http() {
    return ProxyConfig.http("127.0.0.1", proxy.port());
  }

  private ProxyConfig socks() {
    return ProxyConfig.socks5("127.0.0.1", proxy.port());
  }

  private void expectUpgrade(Peer.Line line) throws Exception {
    String head = line.readHead();
    assertThat(head).startsWith("GET /?token=secret HTTP/1.1\r\n");
    assertThat(head).contains("\r\nHost: server.test\r\n").doesNotContainIgnoringCase("proxy");
    line.write(line.switchingProtocols(head));
    signals.expectOpened();
  }

  @Test
  void httpProxyIsAskedForATunnelByNameWithCredentials() throws Exception {
    try (Transport transport = through(http().withCredentials("jo", "pass"))) {
      transport.connect(ConnectRequest.of(TARGET), signals);

      Peer.Line line = proxy.accept();
      String connect = line.readHead();
      assertThat(connect).startsWith("CONNECT server.test:80 HTTP/1.1\r\n");
      assertThat(connect).containsIgnoringCase("\r\nproxy-authorization: Basic am86cGFzcw==\r\n");
      line.write("HTTP/1.1 200 OK\r\n\r\n");
      expectUpgrade(line);
    }
  }

  @Test
  void refusalOfTheHttpProxyIsProxyWithoutSecrets() throws Exception {
    try (Transport transport = through(http().withCredentials("jo", "pass"))) {
      transport.connect(ConnectRequest.of(TARGET), signals);

      Peer.Line line = proxy.accept();
      line.readHead();
      line.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");

      assertThat(signals.expectFailure(Kind.PROXY))
          .hasMessageContaining("407")
          .hasMessageNotContaining("pass")
          .hasMessageNotContaining("secret");
      line.awaitEnd();
    }
  }

  @Test
  void socksProxyIsGivenNameAndCredentials() throws Exception {
    try (Transport transport = through(socks().withCredentials("jo", "pass"))) {
      transport.connect(ConnectRequest.of(TARGET), signals);

      Peer.Line line = proxy.accept();
      assertThat(greeting(line)).contains((byte) 2);
      line.write(new byte[] {5, 2});
      assertThat(line.read()).isEqualTo(1);
      assertThat(string(line)).isEqualTo("jo");
      assertThat(string(line)).isEqualTo("pass");
      line.write(new byte[] {1, 0});
      acceptConnect(line);
      expectUpgrade(line);
    }
  }

  @Test
  void socksProxyWithoutCredentials() throws Exception {
    try (Transport transport = through(socks())) {
      transport.connect(ConnectRequest.of(TARGET), signals);

      Peer.Line line = proxy.accept();
      assertThat(greeting(line)).containsExactly(0);
      line.write(new byte[] {5, 0});
      acceptConnect(line);
      expectUpgrade(line);
    }
  }

  @Test
  void refusalOfTheSocksProxyIsProxy() throws Exception {
    try (Transport transport = through(socks())) {
      transport.connect(ConnectRequest.of(TARGET), signals);

      Peer.Line line = proxy.accept();
      greeting(line);
      line.write(new byte[] {5, (byte) 0xFF});

      signals.expectFailure(Kind.PROXY);
      line.awaitEnd();
    }
  }

  @Test
  void endOfTheProxyIsProxy() throws Exception {
    try (Transport transport = through(http())) {
      transport.connect(ConnectRequest.of(TARGET), signals);

      Peer.Line line = proxy.accept();
      line.readHead();
      line.close();

      signals.expectFailure(Kind.PROXY);
    }
  }

  @Test
  void aProxyThatDoesNotListenIsProxy() throws Exception {
    ProxyConfig nobody = ProxyConfig.http("127.0.0.1", proxy.port());
    proxy.close();
    try (Transport transport = through(nobody)) {
      transport.connect(ConnectRequest.of(TARGET), signals);

      TransportException failure = signals.expectFailure(Kind.PROXY);
      assertThat(failure).hasMessageContaining("HTTP proxy 127.0.0.1");
    }
  }

  @Test
  void abortWhileTheProxyIsSilentFreesTheSocket() throws Exception {
    try (Transport transport = through(http())) {
      TransportConnection connection = transport.connect(ConnectRequest.of(TARGET), signals);
      Peer.Line line = proxy.accept();
      line.readHead();

      connection.abort();

      signals.expectFailure(Kind.ABORTED);
      line.awaitEnd();
    }
  }

  /** Reads the methods that are offered. */
  private static byte[] greeting(Peer.Line line) throws IOException {
    assertThat(line.read()).isEqualTo(5);
    return line.readBytes(line.read());
  }

  private static String string(Peer.Line line) throws IOException {
    return new String(line.readBytes(line.read()), US_ASCII);
  }

  private static void acceptConnect(Peer.Line line) throws IOException {
    assertThat(line.readBytes(4)).containsExactly(5, 1, 0, 3); // by name
    assertThat(string(line)).isEqualTo("server.test");
    assertThat(line.readBytes(2)).containsExactly(0, 80);
    line.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 80});
  }
}

package dev.agnost.realtime.transport.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTunnelTest {

  private static final Endpoint NAME = Endpoint.of(URI.create("ws://h:81/"));
  private static final Endpoint IPV6 = Endpoint.of(URI.create("wss://[::1]/"));

  private ServerSocket listening;

  @BeforeEach
  void listen() throws IOException {
    listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    listening.close();
  }

  @Test
  void connectNamesAnAddressInBracketsAndLeavesWhatFollowsTheAnswer() throws Exception {
    String request =
        String.join(
            "\r\n",
            "CONNECT [::1]:443 HTTP/1.1",
            "Host: [::1]:443",
            "Proxy-Authorization: Basic dTpw",
            "",
            "");

    expectTunnel(
        http().withCredentials("u", "p"), IPV6, request, "HTTP/1.1 200 OK\r\nVia: x\r\n\r\n");
  }

  @Test
  void anAnswerInHttp10IsTaken() throws Exception {
    expectTunnel(
        http(),
        NAME,
        "CONNECT h:81 HTTP/1.1\r\nHost: h:81\r\n\r\n",
        "HTTP/1.0 200 Connection established\r\n\r\n");
  }

  @Test
  void socksIsGivenTheNameAndTheCredentials() throws Exception {
    expectTunnel(
        socks().withCredentials("u", "p"),
        NAME,
        "\5\1\2" + "\1\1u\1p" + "\5\1\0\3\1h\0\121",
        "\5\2" + "\1\0" + "\5\0\0\1\0\0\0\0\0\0");
  }

  @Test
  void socksIsGivenAnAddressAsOneAndMayAnswerWithAName() throws Exception {
    expectTunnel(
        socks(),
        IPV6,
        "\5\1\0" + "\5\1\0\4" + "\0".repeat(15) + "\1" + "\1\u00bb",
        "\5\0" + "\5\0\0\3\4name\0\0");
  }

  @Test
  void aRefusalHasTheStatus() throws Exception {
    TransportException failure =
        failure(http(), "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");

    assertThat(failure.status()).hasValue(407);
    assertThat(failure).hasMessageEndingWith("answered CONNECT with HTTP status 407");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200", "SSH-2.0-x\r\n\r\n", "HTTP/1.1 abc\r\n\r\n"})
  void anAnswerThatIsNotOneIsAFailure(String answer) throws Exception {
    assertThat(failure(http(), answer).status()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\4\0", "\5\u00ff", "\5\0\5\5\0\1\0\0\0\0\0\0"})
  void aSocksProxyThatRefusesIsAFailure(String answer) throws Exception {
    assertThat(failure(socks(), answer)).hasMessageContaining("SOCKS5 proxy 127.0.0.1");
  }

  private ProxyConfig http() {
    return ProxyConfig.http("127.0.0.1", listening.getLocalPort());
  }

  private ProxyConfig socks() {
    return ProxyConfig.socks5("127.0.0.1", listening.getLocalPort());
  }

  private void expectTunnel(ProxyConfig proxy, Endpoint endpoint, String request, String answer)
      throws Exception {
    FutureTask<String> asked = proxy(answer + "rest", request.length());
    try (Socket socket = new Socket()) {
      new ProxyTunnel(proxy, endpoint).open(socket, 0);

      assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1)).isEqualTo("rest");
    }
    assertThat(asked.get()).isEqualTo(request);
  }

  private TransportException failure(ProxyConfig proxy, String answer) throws Exception {
    FutureTask<String> asked = proxy(answer, 3);
    Throwable thrown;
    try (Socket socket = new Socket()) {
      thrown = catchThrowable(() -> new ProxyTunnel(proxy, NAME).open(socket, 0));
    }
    asked.get();
    assertThat(thrown).isInstanceOf(IOException.class).hasCauseInstanceOf(TransportException.class);
    TransportException failure =
        Objects.requireNonNull((TransportException) thrown.getCause(), "cause");
    assertThat(failure.kind()).isEqualTo(Kind.PROXY);
    return failure;
  }

  /** Answers at once, hangs up, and returns what it was asked. */
  private FutureTask<String> proxy(String answer, int requestBytes) {
    FutureTask<String> asked =
        new FutureTask<>(
            () -> {
              try (Socket client = listening.accept()) {
                client.getOutputStream().write(answer.getBytes(ISO_8859_1));
                byte[] request = client.getInputStream().readNBytes(requestBytes);
                client.shutdownOutput();
                client.getInputStream().readAllBytes();
                return new String(request, ISO_8859_1);
              }
            });
    Thread thread = new Thread(asked, "proxy");
    thread.setDaemon(true);
    thread.start();
    return asked;
  }
}

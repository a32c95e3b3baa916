package dev.agnost.realtime.transport.okhttp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.agnost.realtime.ProxyConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class TunnelTest {

  private static final Endpoint NAME = Endpoint.of(URI.create("ws://h:81/"), false).orElseThrow();
  private static final Endpoint IPV6 = Endpoint.of(URI.create("wss://[::1]/"), true).orElseThrow();

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  @Test
  void connectNamesAnAddressInBracketsAndLeavesWhatFollowsTheAnswer() throws IOException {
    ProxyConfig proxy = ProxyConfig.http("proxy", 3128).withCredentials("u", "p");
    ByteArrayInputStream in = bytes("HTTP/1.1 200 OK\r\nVia: x\r\n\r\nrest");

    Tunnel.through(proxy, IPV6).open(in, sent);

    assertThat(sent.toString(ISO_8859_1))
        .isEqualTo(
            String.join(
                "\r\n",
                "CONNECT [::1]:443 HTTP/1.1",
                "Host: [::1]:443",
                "Proxy-Authorization: Basic dTpw",
                "",
                ""));
    assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo("rest");
  }

  @Test
  void aRefusedConnectIsAFailure() {
    Tunnel tunnel = Tunnel.through(ProxyConfig.http("proxy", 3128), NAME);

    assertThatIOException()
        .isThrownBy(() -> tunnel.open(bytes("HTTP/1.1 407 No\r\n\r\n"), sent))
        .withMessageContaining("407");
  }

  @Test
  void socksIsGivenTheNameAndTheCredentials() throws IOException {
    ProxyConfig proxy = ProxyConfig.socks5("proxy", 1080).withCredentials("u", "p");
    ByteArrayInputStream in = bytes("\5\2" + "\1\0" + "\5\0\0\1\0\0\0\0\0\0" + "rest");

    Tunnel.through(proxy, NAME).open(in, sent);

    assertThat(sent.toString(ISO_8859_1)).isEqualTo("\5\1\2" + "\1\1u\1p" + "\5\1\0\3\1h\0\121");
    assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo("rest");
  }

  @Test
  void socksIsGivenAnAddressAsOne() throws IOException {
    ByteArrayInputStream in = bytes("\5\0" + "\5\0\0\1\0\0\0\0\0\0");

    Tunnel.through(ProxyConfig.socks5("proxy", 1080), IPV6).open(in, sent);

    assertThat(sent.toString(ISO_8859_1))
        .isEqualTo("\5\1\0" + "\5\1\0\4" + "\0".repeat(15) + "\1" + "\1\u00bb");
  }

  private static ByteArrayInputStream bytes(String latin1) {
    return new ByteArrayInputStream(latin1.getBytes(ISO_8859_1));
  }
}

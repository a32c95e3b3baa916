package dev.agnost.realtime.transport.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "ws://host/a/b?c=%20,            host,   80,  false, host,          host:80,       /a/b?c=%20",
    "ws://host:8080,                 host,   8080,false, host:8080,     host:8080,     /",
    "wss://host?q,                   host,   443, true,  host,          host:443,      /?q",
    "WSS://host:80/,                 host,   80,  true,  host:80,       host:80,       /",
    "https://[::1]/,                 ::1,    443, true,  [::1],         [::1]:443,     /",
    "http://[fe80::1]:9/x,           fe80::1,9,   false, [fe80::1]:9,   [fe80::1]:9,   /x"
  })
  void aUriNamesHostPortAndTarget(
      String uri,
      String host,
      int port,
      boolean secure,
      String authority,
      String withPort,
      String target) {
    Endpoint endpoint = Endpoint.of(URI.create(uri));

    assertThat(endpoint).isEqualTo(new Endpoint(host, port, secure, target));
    assertThat(endpoint.authority()).isEqualTo(authority);
    assertThat(endpoint.authorityWithPort()).isEqualTo(withPort);
    assertThat(endpoint.toString()).isEqualTo(withPort);
  }

  @Test
  void anAddressNeedsNoLookup() throws Exception {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    assertThat(Endpoint.of(URI.create("ws://127.0.0.1/")).address()).isEqualTo(loopback);
    assertThat(Endpoint.of(URI.create("ws://[::1]/")).address()).isNotNull();
    assertThat(Endpoint.addressOf("[::1]")).isNotNull();
    assertThat(Endpoint.addressOf("name.invalid")).isNull();
    assertThat(Endpoint.addressOf("1.2.3")).isNull();
    assertThat(Endpoint.addressOf("256.1.1.1")).isNull();
  }

  @Test
  void aUriWithoutHostIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.of(URI.create("ws:///a")));
  }
}

package dev.agnost.realtime.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class EndpointTest {

  @Test
  void anIpv6LiteralKeepsItsBracketsInTheHostHeaderOnly() {
    Endpoint endpoint = Endpoint.of(URI.create("ws://[::1]:8080/x"));

    assertThat(endpoint.host()).isEqualTo("::1");
    assertThat(endpoint.literal()).isNotNull();
    assertThat(endpoint.authority()).isEqualTo("[::1]:8080");
  }

  @Test
  void theDefaultPortIsLeftOutOfTheHostHeader() {
    assertThat(Endpoint.of(URI.create("wss://a.test")).authority()).isEqualTo("a.test");
    assertThat(Endpoint.of(URI.create("WSS://a.test:443")).authority()).isEqualTo("a.test");
    assertThat(Endpoint.of(URI.create("ws://a.test:443")).authority()).isEqualTo("a.test:443");
  }

  @Test
  void theTargetIsTakenAsItStands() {
    assertThat(Endpoint.target(URI.create("ws://a.test"))).isEqualTo("/");
    assertThat(Endpoint.target(URI.create("ws://a.test?q=%20"))).isEqualTo("/?q=%20");
    assertThat(Endpoint.target(URI.create("ws://a.test//b/../%2F?e="))).isEqualTo("//b/../%2F?e=");
  }

  @Test
  void anImpossiblePortIsRefused() {
    assertThatThrownBy(() -> Endpoint.of(URI.create("ws://a.test:70000/")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("70000");
  }
}

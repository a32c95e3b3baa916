package dev.agnost.realtime.tck.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;

class PortReuseTest {
  private static final int ROUNDS = 200;

  @Test
  void samePortIsServedAgainAfterEachStop() throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      String url = server.baseUrl("env-open");
      for (int round = 0; round < ROUNDS; round++) {
        try (RawPeer peer = RawPeer.connected(server)) {
          server.stop();
          assertThat(peer.frame()).isEqualTo("(end)");
        }
        assertThatThrownBy(() -> new RawPeer(server)).isInstanceOf(ConnectException.class);
        server.start();
      }
      assertThat(server.baseUrl("env-open")).isEqualTo(url);
      assertThat(server.acceptedConnections()).isEqualTo(ROUNDS);
    }
  }

  @Test
  void nobodyGetsThePortOfAStoppedServer() throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      int port = URI.create(server.baseUrl("")).getPort();
      server.stop();

      for (int round = 0; round < ROUNDS; round++) {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
          assertThat(other.getLocalPort()).isNotEqualTo(port);
        }
      }
      server.start();
      TestClient.connect(server).close();
    }
  }
}

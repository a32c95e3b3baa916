package dev.agnost.realtime.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PortReuseTest {
  private static final int ROUNDS = 200;
  private static final int MOST_CHILDREN = 2_000;

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

  /**
   * A child has the descriptors of its parent until it closes them, listening sockets among them.
   */
  @Test
  void childProcessesThatStartMeanwhileKeepNoPortListening() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread starting = new Thread(() -> startChildrenUntil(over), "starts-child-processes");
    starting.start();
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      for (int round = 0; round < ROUNDS; round++) {
        server.stop();
        assertThatThrownBy(() -> new RawPeer(server).close()).isInstanceOf(ConnectException.class);
        server.start();
      }
      TestClient.connect(server).close();
    } finally {
      over.set(true);
      starting.join();
    }
  }

  private static void startChildrenUntil(AtomicBoolean over) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    for (int count = 0; count < MOST_CHILDREN && !over.get(); count++) {
      try {
        new ProcessBuilder(java, "-no-such-option").start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
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

package dev.agnost.realtime.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the embedded server has still to send to a client that does not read. */
class UnsentBytesTest {
  private static final String LARGE = "x".repeat(60_000);

  /** In all more than the kernel keeps of a connection. */
  private static final int MESSAGES = 600;

  @Test
  void theyGrowWhileTheClientDoesNotReadAndShrinkWhenItDoes() throws IOException {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
        RawPeer peer = RawPeer.connected(server)) {
      String id = Objects.requireNonNull(server.handshakes().get(0).socketId());
      assertThat(server.unsentBytes(id)).isZero();

      for (int i = 0; i < MESSAGES; i++) {
        server.sendRawText(id, LARGE);
      }
      assertThat(server.unsentBytes(id)).isGreaterThan(1 << 20);

      for (int i = 0; i < MESSAGES; i++) {
        peer.frame();
      }
      Await.until("all is sent", () -> server.unsentBytes(id) == 0);
    }
  }

  @Test
  void thereAreNoneForAnUnknownSocket() {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      assertThatThrownBy(() -> server.unsentBytes("nobody"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("nobody");
    }
  }
}

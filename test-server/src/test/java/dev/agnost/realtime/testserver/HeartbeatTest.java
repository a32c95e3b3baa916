package dev.agnost.realtime.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The timers of AGNOST-SERVER.md section 10, shortened. */
class HeartbeatTest {
  private static final Duration NEVER = Duration.ofHours(1);

  @Test
  void pingsComeAsLongAsTheyAreAnswered() {
    try (EmbeddedAgnostServer server = server(Duration.ofMillis(20), NEVER, NEVER);
        TestClient client = TestClient.openWithoutPongs(server)) {
      client.expectStart("0{");
      for (int i = 0; i < 5; i++) {
        assertThat(client.next()).isEqualTo("2");
        client.send("3");
      }
    }
  }

  @Test
  void nextPingWaitsForThePong() {
    try (EmbeddedAgnostServer server = server(Duration.ofMillis(20), NEVER, NEVER);
        TestClient client = TestClient.openWithoutPongs(server)) {
      client.expectStart("0{");
      assertThat(client.next()).isEqualTo("2");

      client.send("40{\"envId\":\"env-open\",\"apiKey\":\"key-good\"}");

      assertThat(client.next()).startsWith("40{");
      client.send("42[\"message\",{\"eventName\":\"fence\",\"echo\":true}]");
      assertThat(client.next()).startsWith("42[\"fence\"");
    }
  }

  @Test
  void clientWithoutPongsIsClosedAndMissed() {
    try (EmbeddedAgnostServer server = server(Duration.ofMillis(50), Duration.ofSeconds(2), NEVER);
        TestClient witness = TestClient.connect(server);
        TestClient client = TestClient.openWithoutPongs(server)) {
      witness.join("room");
      assertThat(witness.next()).contains(witness.id());
      client.handshake("{\"envId\":\"env-open\",\"apiKey\":\"key-good\"}").join("room");
      assertThat(witness.next()).startsWith("42[\"channel:join\"").contains(client.id());

      assertThat(witness.next()).startsWith("42[\"channel:leave\"").contains(client.id());
      String end = client.next();
      assertThat(end.equals("2") ? client.next() : end).isEqualTo("close:1005");
    }
  }

  @Test
  void transportWithoutConnectIsClosed() {
    try (EmbeddedAgnostServer server = server(NEVER, NEVER, Duration.ofSeconds(2));
        TestClient silent = TestClient.open(server);
        TestClient refused = TestClient.open(server)) {
      refused.send("40{}");

      silent.expectStart("0{");
      refused.expectStart("0{");
      assertThat(silent.next()).isEqualTo("close:1005");
      assertThat(refused.next()).startsWith("44{");
      assertThat(refused.next()).isEqualTo("close:1005");
    }
  }

  @Test
  void transportThatHadASocketIsNotClosed() {
    try (EmbeddedAgnostServer server = server(NEVER, NEVER, Duration.ofSeconds(2));
        TestClient left = TestClient.connect(server);
        TestClient silent = TestClient.open(server)) {
      left.send("41");

      silent.expectStart("0{");
      assertThat(silent.next()).isEqualTo("close:1005"); // so the time of the other is over too
      left.send("40{}");
      assertThat(left.next()).startsWith("44{");
    }
  }

  @Test
  void peerThatNeverAnswersACloseFrameIsCut() throws Exception {
    EmbeddedAgnostServerBuilder builder =
        EmbeddedAgnostServer.builder().closeTimeout(Duration.ofMillis(50));
    try (EmbeddedAgnostServer server = builder.start();
        RawPeer peer = RawPeer.opened(server)) {
      server.closeConnections();

      assertThat(peer.frame()).isEqualTo("close:");
      assertThat(peer.frame()).isEqualTo("(end)");
      Await.until("forgotten", () -> server.openConnections() == 0);
    }
  }

  private static EmbeddedAgnostServer server(
      Duration pingInterval, Duration pingTimeout, Duration connectTimeout) {
    return EmbeddedAgnostServer.builder()
        .pingInterval(pingInterval)
        .pingTimeout(pingTimeout)
        .connectTimeout(connectTimeout)
        .start();
  }
}

package dev.agnost.realtime.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.testserver.AgnostServer.Stage;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultSwitchTest {
  private static final String WS = "/realtime/realtime/?EIO=4&transport=websocket";
  private static final String AUTH = "40{\"envId\":\"env-open\",\"apiKey\":\"key-good\"}";

  private final EmbeddedAgnostServer server = EmbeddedAgnostServer.create();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void stalledTcpIsAcceptedAndSilent() throws Exception {
    server.stall(Stage.TCP);
    try (RawPeer peer = new RawPeer(server)) {
      peer.upgrade(WS);

      peer.expectSilence();
      assertThat(server.acceptedConnections()).isEqualTo(1);
      assertServesAfterUnstall(peer);
    }
  }

  @Test
  void stalledUpgradeIsReadAndSilent() throws Exception {
    server.stall(Stage.UPGRADE);
    try (RawPeer peer = new RawPeer(server)) {
      peer.upgrade(WS);

      peer.expectSilence();
      assertServesAfterUnstall(peer);
    }
  }

  @Test
  void stalledEngineOpensTheWebSocketAndIsSilent() throws Exception {
    server.stall(Stage.ENGINE_OPEN);
    try (RawPeer peer = new RawPeer(server)) {
      peer.upgrade(WS);

      assertThat(peer.head()).startsWith("HTTP/1.1 101 ");
      peer.expectSilence();
      assertServesAfterUnstall(peer);
    }
  }

  @Test
  void stalledConnectReplyGoesOnPinging() {
    try (EmbeddedAgnostServer server = pinging();
        TestClient client = TestClient.openWithoutPongs(server)) {
      server.stall(Stage.CONNECT_REPLY);
      client.expectStart("0{");
      client.send(AUTH);

      for (int i = 0; i < 3; i++) {
        assertThat(client.next()).isEqualTo("2");
        client.send("3");
      }
      assertThat(server.handshakes()).hasSize(1);
      assertThat(server.handshakes().get(0).socketId()).isNull();
    }
  }

  @Test
  void connectionsPastTheStageAreLeftAlone() {
    try (TestClient client = TestClient.connect(server)) {
      server.stall(Stage.TCP);

      client.join("room");

      assertThat(client.next()).startsWith("42[\"channel:join\"");
    }
  }

  @Test
  void frozenServerIsSilentAndKeepsConnections() throws Exception {
    try (RawPeer peer = RawPeer.connected(server);
        RawPeer late = new RawPeer(server)) {
      server.freeze();
      peer.text("42[\"message\",{\"eventName\":\"m\"}]");
      server.broadcast("env-open", "b", "1");
      late.upgrade(WS);
      peer.expectSilence();
      late.expectSilence();

      server.thaw();

      assertThat(peer.frame()).isEqualTo("42[\"b\",{\"channel\":null,\"message\":1}]");
      assertThat(peer.frame()).isEqualTo("42[\"m\",{\"channel\":null}]");
      assertThat(late.head()).startsWith("HTTP/1.1 101 ");
    }
  }

  @Test
  void pingsGoOnAfterAFreeze() {
    try (EmbeddedAgnostServer server = pinging();
        TestClient client = TestClient.openWithoutPongs(server)) {
      client.expectStart("0{");
      server.freeze();
      server.thaw();

      assertThat(client.next()).isEqualTo("2");
    }
  }

  @Test
  void frozenServerCanBeStopped() throws Exception {
    try (RawPeer peer = RawPeer.connected(server)) {
      server.freeze();
      peer.text("42[\"x\"]");
      server.stop();
      assertThat(peer.frame()).isEqualTo("(end)");

      server.start();
      TestClient.connect(server).close();
    }
  }

  @Test
  void stoppedServerRefusesAndForgets() throws Exception {
    try (RawPeer peer = RawPeer.connected(server)) {
      peer.text("42[\"join\",{\"channel\":\"room\"}]");
      assertThat(peer.frame()).startsWith("42[\"channel:join\"");

      server.stop();

      assertThat(peer.frame()).isEqualTo("(end)");
      assertThat(server.members("env-open", "room")).isEmpty();
      assertThat(server.received()).hasSize(1);
      assertThatThrownBy(() -> new RawPeer(server)).isInstanceOf(ConnectException.class);
    }
    server.start();
    TestClient.connect(server).close();
  }

  @Test
  void startAndStopMayBeRepeated() {
    server.start();
    server.stop();
    server.stop();
    server.close();
    server.close();
    assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void rejectedUpgradesGetTheStatusAndHeaders() throws Exception {
    server.rejectUpgrades(503, Map.of("Retry-After", "7"));
    try (RawPeer peer = new RawPeer(server)) {
      peer.upgrade(WS);
      assertThat(peer.rest()).startsWith("HTTP/1.1 503 ").contains("Retry-After: 7\r\n");
    }

    server.acceptUpgrades();
    TestClient.connect(server).close();
  }

  @Test
  void cutConnectionsEndWithoutCloseFrame() throws Exception {
    try (RawPeer peer = RawPeer.connected(server);
        RawPeer other = RawPeer.connected(server)) {
      peer.text("42[\"join\",{\"channel\":\"room\"}]");
      assertThat(peer.frame()).startsWith("42[\"channel:join\"");
      other.text("42[\"join\",{\"channel\":\"room\",\"echo\":false}]");
      assertThat(peer.frame()).startsWith("42[\"channel:join\"");

      server.cutConnections();

      assertThat(peer.frame()).isEqualTo("(end)");
      assertThat(other.frame()).isEqualTo("(end)");
      assertThat(server.openConnections()).isZero();
      assertThat(server.members("env-open", "room")).isEmpty();
    }
  }

  @Test
  void resetConnectionsEndWithAReset() throws Exception {
    try (RawPeer peer = RawPeer.connected(server)) {
      server.resetConnections();

      assertReset(peer);
    }
  }

  @Test
  void closedConnectionsGetACloseFrameWithoutStatus() {
    try (TestClient client = TestClient.connect(server)) {
      server.closeConnections();

      assertThat(client.next()).isEqualTo("close:1005");
      Await.until("gone", () -> server.openConnections() == 0);
    }
  }

  @Test
  void kickedSocketKeepsItsTransportUntilItSendsAnEvent() {
    try (TestClient client = TestClient.connect(server)) {
      server.kick(client.id());
      assertThat(client.next()).isEqualTo("41");
      assertThatThrownBy(() -> server.kick(client.id()))
          .isInstanceOf(IllegalArgumentException.class);

      client.join("room");

      assertThat(client.next()).isEqualTo("close:1005");
    }
  }

  @Test
  void disconnectHardCutsOneClient() throws Exception {
    try (TestClient a = TestClient.connect(server);
        RawPeer b = RawPeer.connected(server)) {
      String id = String.valueOf(server.handshakes().get(1).socketId());
      a.join("room");
      assertThat(a.next()).contains(a.id());
      b.text("42[\"join\",{\"channel\":\"room\",\"echo\":false}]");
      assertThat(a.next()).contains(id);

      server.disconnectHard(id);

      assertReset(b);
      assertThat(a.next()).startsWith("42[\"channel:leave\"").contains(id);
    }
  }

  @Test
  void rawMessagesAreSentAsTheyAre() {
    try (TestClient client = TestClient.connect(server)) {
      server.sendRawText(client.id(), "rubbish");
      server.sendRawBinary(client.id(), new byte[] {1, 2});

      assertThat(client.next()).isEqualTo("rubbish");
      assertThat(client.next()).isEqualTo("bin:0102");
    }
  }

  @Test
  void answersCanBeReplaced() {
    server.answerOpenWith("0{}");
    server.answerConnectWith("40");
    try (TestClient client = TestClient.open(server)) {
      client.send(AUTH);
      assertThat(client.next()).isEqualTo("0{}");
      assertThat(client.next()).isEqualTo("40");
    }
    server.answerNormally();
    TestClient.connect(server).close();
  }

  @Test
  void delayedFramesKeepTheirOrder() {
    try (TestClient client = TestClient.connect(server)) {
      server.delay(Duration.ofMillis(200));
      long start = System.nanoTime();
      server.sendRawText(client.id(), "first");
      server.delay(Duration.ZERO);
      server.sendRawText(client.id(), "second");

      assertThat(client.next()).isEqualTo("first");
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000L);
      assertThat(client.next()).isEqualTo("second");
    }
  }

  /** The switch being off again, new connections are served and the stalled one is not. */
  private void assertServesAfterUnstall(RawPeer stalled) throws Exception {
    server.unstall();
    TestClient.connect(server).close();
    stalled.expectSilence();
  }

  private static EmbeddedAgnostServer pinging() {
    return EmbeddedAgnostServer.builder().pingInterval(Duration.ofMillis(50)).start();
  }

  private static void assertReset(RawPeer peer) {
    assertThatThrownBy(
            () -> {
              while (!peer.frame().equals("(end)")) {
                // a ping
              }
            })
        .isInstanceOf(SocketException.class);
  }
}

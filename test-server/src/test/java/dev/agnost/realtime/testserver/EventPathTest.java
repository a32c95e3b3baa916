package dev.agnost.realtime.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events are handled a moment after their arrival, one after the other. */
class EventPathTest {
  private static final String BROADCAST = "42[\"message\",{\"eventName\":\"say\"}]";
  private static final String FENCE = "42[\"message\",{\"eventName\":\"fence\"}]";

  @ParameterizedTest
  @ValueSource(strings = {"41", "close frame", "end of TCP"})
  void whatStillWaitsAtTheGoodbyeIsDropped(String goodbye) throws IOException {
    try (EmbeddedAgnostServer server = start(Duration.ofSeconds(1));
        TestClient witness = TestClient.connect(server);
        RawPeer sender = RawPeer.connected(server)) {
      sender.text(BROADCAST);
      switch (goodbye) {
        case "41" -> sender.text("41");
        case "close frame" -> sender.hex("88 80 00000000");
        default -> sender.finish();
      }
      Await.until("the event has arrived", () -> server.received().size() == 1);
      witness.send(FENCE);

      assertThat(witness.next()).isEqualTo("42[\"fence\",{\"channel\":null}]");
    }
  }

  @Test
  void whatIsHandledBeforeTheGoodbyeIsDelivered() throws IOException {
    try (EmbeddedAgnostServer server = start(Duration.ofMillis(2));
        TestClient witness = TestClient.connect(server);
        RawPeer sender = RawPeer.connected(server)) {
      for (int i = 0; i < 500; i++) {
        sender.text("42[\"message\",{\"eventName\":\"say\",\"message\":" + i + ",\"echo\":false}]");
      }
      sender.text("42[\"join\",{\"channel\":\"barrier\",\"echo\":true}]");
      assertThat(sender.frame()).startsWith("42[\"channel:join\",{\"channel\":\"barrier\"");
      sender.text("41");

      List<String> expected = new ArrayList<>();
      List<String> received = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        expected.add("42[\"say\",{\"channel\":null,\"message\":" + i + "}]");
        received.add(witness.next());
      }
      assertThat(received).isEqualTo(expected);
    }
  }

  @Test
  void eventsBeforeTheReplyToConnectEndTheConnection() throws IOException {
    try (EmbeddedAgnostServer server = start(Duration.ofSeconds(1));
        RawPeer peer = RawPeer.opened(server)) {
      peer.text("40{\"envId\":\"env-open\",\"apiKey\":\"key-good\"}");
      peer.text(BROADCAST);

      assertThat(peer.frame()).isEqualTo("close:");
    }
  }

  @Test
  void twoConnectsInABurstGiveTwoIds() throws IOException {
    try (EmbeddedAgnostServer server = start(Duration.ofMillis(300));
        RawPeer peer = RawPeer.opened(server)) {
      peer.text("40{\"envId\":\"env-open\",\"apiKey\":\"key-good\"}");
      peer.text("40{\"envId\":\"env-open\",\"apiKey\":\"key-good\"}");

      assertThat(peer.frame()).startsWith("40{");
      assertThat(peer.frame()).startsWith("40{");
      assertThat(server.handshakes()).extracting(h -> h.socketId()).doesNotHaveDuplicates();

      peer.text("40{\"envId\":\"env-open\",\"apiKey\":\"key-good\"}");
      assertThat(peer.frame()).isEqualTo("close:");
    }
  }

  @Test
  void withoutDelayNothingIsDropped() throws IOException {
    try (EmbeddedAgnostServer server = start(Duration.ZERO);
        TestClient witness = TestClient.connect(server);
        RawPeer sender = RawPeer.connected(server)) {
      sender.text(BROADCAST);
      sender.text("41");

      assertThat(witness.next()).isEqualTo("42[\"say\",{\"channel\":null}]");
    }
  }

  private static EmbeddedAgnostServer start(Duration eventDelay) {
    return EmbeddedAgnostServer.builder().eventDelay(eventDelay).start();
  }
}

package dev.agnost.realtime.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AGNOST-SERVER.md section 11 and RFC 6455. */
class BadInputTest {
  private final EmbeddedAgnostServer server =
      EmbeddedAgnostServer.builder()
          .maxPayloadBytes(1000)
          .deathDelay(Duration.ofSeconds(1))
          .start();

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42[",
        "42{}",
        "42[]",
        "42[null]",
        "42[{}]",
        "42[\"connect\"]",
        "42[\"newListener\",1]",
        "42[\"a\",]",
        "49[]",
        "4",
        "47",
        "40",
        "40{}",
        "44{}",
        "41{}",
        "43{}",
        "450-[\"a\"]",
        "45-[\"a\"]",
        "4511-[\"a\"]",
        "45[\"a\"]",
        "42/foo,[\"a\"]",
        "9",
        "x",
        "",
        "2",
        "2probe",
        "b//",
        "b!"
      })
  void badTextClosesWithoutStatus(String text) throws Exception {
    try (RawPeer peer = RawPeer.connected(server)) {
      peer.text(text);

      assertThat(peer.frame()).isEqualTo("close:");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"42[\"a\"]", "41", "40[]", "40x"})
  void badTextBeforeConnectClosesWithoutStatus(String text) throws Exception {
    try (RawPeer peer = RawPeer.opened(server)) {
      peer.text(text);

      assertThat(peer.frame()).isEqualTo("close:");
    }
  }

  @Test
  void strayBinaryClosesWithoutStatus() throws Exception {
    try (RawPeer peer = RawPeer.connected(server)) {
      peer.frame(0x82, new byte[] {1});

      assertThat(peer.frame()).isEqualTo("close:");
    }
  }

  @Test
  void textWhereBinaryIsDueClosesWithoutStatus() throws Exception {
    try (RawPeer peer = RawPeer.connected(server)) {
      peer.text("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");
      peer.text("42[\"a\"]");

      assertThat(peer.frame()).isEqualTo("close:");
    }
  }

  @Test
  void placeholderWithoutAttachmentClosesWithoutStatus() throws Exception {
    try (RawPeer peer = RawPeer.connected(server)) {
      peer.text("451-[\"a\",{\"_placeholder\":true,\"num\":1}]");
      peer.frame(0x82, new byte[] {1});

      assertThat(peer.frame()).isEqualTo("close:");
    }
  }

  @Test
  void harmlessEnginePacketsAreIgnored() throws Exception {
    try (RawPeer peer = RawPeer.connected(server)) {
      for (String text : new String[] {"0", "1", "3", "5", "6"}) {
        peer.text(text);
      }
      peer.text("42[\"message\",{\"eventName\":\"fence\"}]");

      assertThat(peer.frame()).isEqualTo("42[\"fence\",{\"channel\":null}]");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "81 00, 03ea", // not masked
    "c1 80 00000000, 03ea", // RSV1
    "83 80 00000000, 03ea", // unknown data opcode
    "8b 80 00000000, 03ea", // unknown control opcode
    "09 80 00000000, 03ea", // fragmented ping
    "89 fe 007e 00000000, 03ea", // long ping
    "80 80 00000000, 03ea", // continuation of nothing
    "01 80 00000000 81 80 00000000, 03ea", // a new message between fragments
    "88 81 00000000 00, 03ea", // half a status
    "81 81 00000000 ff, 03ef", // not UTF-8
    "81 83 00000000 eda080, 03ef", // a surrogate in UTF-8
    "81 fe 03e9 00000000, 03f1", // 1001 bytes announced
    "82 ff ffffffffffffffff 00000000, 03f1", // a negative length
  })
  void brokenFrameClosesWithItsStatus(String hex, String status) throws Exception {
    try (RawPeer peer = RawPeer.connected(server)) {
      peer.hex(hex);

      assertThat(peer.frame()).isEqualTo("close:" + status);
      assertThat(peer.frame()).isEqualTo("(end)");
    }
  }

  @Test
  void limitCountsTheFragmentsOfAMessageTogether() throws Exception {
    try (RawPeer peer = RawPeer.connected(server)) {
      peer.frame(0x01, new byte[600]);
      peer.frame(0x80, new byte[401]);

      assertThat(peer.frame()).isEqualTo("close:03f1");
    }
  }

  @Test
  void messageOfExactlyTheLimitIsAccepted() throws Exception {
    String start = "42[\"message\",{\"eventName\":\"m\",\"message\":\"";
    String packet = start + "x".repeat(1000 - start.length() - 3) + "\"}]";
    try (RawPeer peer = RawPeer.connected(server)) {
      peer.text(packet);

      assertThat(peer.frame()).startsWith("42[\"m\",");
    }
  }

  @Test
  void fragmentsMakeOneMessageWithControlFramesBetween() throws Exception {
    byte[] packet = "42[\"message\",{\"eventName\":\"\u20ac\"}]".getBytes(StandardCharsets.UTF_8);
    try (RawPeer peer = RawPeer.connected(server)) {
      for (int i = 0; i < packet.length; i++) {
        int fin = i == packet.length - 1 ? 0x80 : 0;
        peer.frame(fin | (i == 0 ? 1 : 0), new byte[] {packet[i]});
      }
      assertThat(peer.frame()).isEqualTo("42[\"\u20ac\",{\"channel\":null}]");
      peer.frame(0x01, "42[\"message\",".getBytes(StandardCharsets.UTF_8));
      peer.frame(0x89, "hello".getBytes(StandardCharsets.UTF_8));
      assertThat(peer.frame()).isEqualTo("8a:hello");
      peer.frame(0x80, "{\"eventName\":\"2\"}]".getBytes(StandardCharsets.UTF_8));

      assertThat(peer.frame()).isEqualTo("42[\"2\",{\"channel\":null}]");
    }
  }

  @Test
  void closeFrameIsAnsweredWithItsStatus() throws Exception {
    try (RawPeer peer = RawPeer.connected(server)) {
      peer.hex("88 85 00000000 0fa0 627965");

      assertThat(peer.frame()).isEqualTo("close:0fa0");
      assertThat(peer.frame()).isEqualTo("(end)");
    }
  }

  @Test
  void nullAsEventNameIsDeliveredAsItIs() throws Exception {
    try (RawPeer peer = RawPeer.connected(server)) {
      peer.text("42[\"message\",{\"eventName\":null,\"message\":1}]");

      assertThat(peer.frame()).isEqualTo("42[null,{\"channel\":null,\"message\":1}]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42[\"message\"]",
        "42[\"join\",null]",
        "42[\"message\",{\"eventName\":\"disconnect\"}]",
        "42[\"message\",{\"eventName\":\"connect_error\",\"channel\":\"c\"}]",
        "42[\"get_members\",{\"envId\":\"env-open\",\"channel\":\"c\"}]",
        "420[\"get_members\",null]",
        "42[\"user_event\",null]",
        "42[\"send_message\"]",
        "42[\"broadcast_message\",null]",
        "42[\"join\",{\"channel\":{\"toString\":1}}]",
        "42[\"message\",{\"channel\":{\"toString\":1},\"eventName\":\"e\"}]"
      })
  void whatKillsTheRealServerCutsEverybody(String text) throws Exception {
    try (RawPeer culprit = RawPeer.connected(server);
        RawPeer bystander = RawPeer.connected(server)) {
      culprit.text(text);
      Await.until("the death is noted", () -> server.fatalInputs().size() == 1);
      bystander.text("42[\"message\",{\"eventName\":\"last\"}]");

      assertThat(bystander.frame()).isEqualTo("42[\"last\",{\"channel\":null}]");
      assertThat(bystander.frame()).isEqualTo("(end)");
    }
    TestClient.connect(server).close();
  }
}

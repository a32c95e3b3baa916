package dev.agnost.realtime.core.protocol;

import static dev.agnost.realtime.core.protocol.Frames.utf8;
import static dev.agnost.realtime.core.protocol.Frames.violates;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.protocol.Packet.Connected;
import dev.agnost.realtime.core.protocol.Packet.EngineClose;
import dev.agnost.realtime.core.protocol.Packet.EngineOpen;
import dev.agnost.realtime.core.protocol.Packet.Incompatible;
import dev.agnost.realtime.core.protocol.Packet.Layer;
import dev.agnost.realtime.core.protocol.Packet.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pitfalls of packets that begin or end a session; numbers as in the protocol reference. */
class HandshakePitfallsTest {

  private static final String OPEN = "0{\"sid\":\"s\",\"pingInterval\":25000,\"pingTimeout\":20000";

  private final PacketDecoder decoder = new PacketDecoder();

  private Packet text(String frame) {
    return decoder.text(utf8(frame));
  }

  @Test
  void pitfall1EngineSidAndSocketIdAreDifferentThings() {
    assertThat(text(OPEN + "}"))
        .isEqualTo(new EngineOpen("s", 25_000, 20_000, Long.MAX_VALUE))
        .asString()
        .doesNotContain("sid");
    assertThat(text("40{\"sid\":\"public\"}")).isEqualTo(new Connected("public"));
  }

  @Test
  void pitfall4CloseIsTold() {
    assertThat(text("1")).isInstanceOf(EngineClose.class);
  }

  @Test
  void pitfall8UnknownFieldsAreIgnored() {
    assertThat(text(OPEN + ",\"new\":{\"a\":[1,{}]},\"upgrades\":[]}"))
        .isEqualTo(new EngineOpen("s", 25_000, 20_000, Long.MAX_VALUE));
    assertThat(text("40{\"pid\":\"p\",\"sid\":\"x\",\"more\":[]}")).isEqualTo(new Connected("x"));
  }

  @Test
  void pitfall13RefusalMayHaveAnyShape() {
    assertThat(text("44")).isEqualTo(new Refused("", "", "", ""));
    assertThat(text("44\"no\"")).isEqualTo(new Refused("no", "", "", ""));
    assertThat(text("44{}")).isEqualTo(new Refused("", "", "", ""));
    assertThat(text("44{\"message\":null,\"data\":null}")).isEqualTo(new Refused("", "", "", ""));
    assertThat(text("44{\"message\":7,\"data\":\"x\"}")).isEqualTo(new Refused("7", "", "", "x"));
    assertThat(text("44{\"message\":{\"a\":1},\"data\":[1]}"))
        .isEqualTo(new Refused("{\"a\":1}", "", "", "[1]"));
    assertThat(text("44{\"data\":{\"code\":5,\"origin\":[],\"message\":{}}}"))
        .isEqualTo(new Refused("", "5", "[]", "{}"));
    assertThat(text("44[1]")).isEqualTo(new Refused("", "", "", ""));
    assertThat(text("44null")).isEqualTo(new Refused("", "", "", ""));
    violates(Layer.SOCKET, text("44{\"message\""));
    violates(Layer.SOCKET, text("44garbage"));
  }

  @Test
  void pitfall13RefusalIsFitForALog() {
    Packet packet =
        text("44{\"message\":\"a\\nb\\u001b[1m\\ud800\\u2028" + "x".repeat(5_000) + "\"}");

    assertThat(packet).isInstanceOf(Refused.class);
    String message = ((Refused) packet).message();
    assertThat(message).startsWith("a\\u000ab\\u001b[1m\\ud800\\u2028x").endsWith("x...");
    assertThat(message).hasSize(1_024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"40", "40{}", "40{\"sid\":null}", "40{\"sid\":\"\"}", "40/"})
  void connectReplyWithoutIdIsIncompatible(String frame) {
    assertThat(text(frame)).isInstanceOf(Incompatible.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"40[]", "40\"x\"", "40null", "40{\"sid\":5}", "40 {}", "40{\"sid\":\"x\"", "41[]"})
  void connectReplyOrDisconnectWithAWrongPayloadIsAViolation(String frame) {
    violates(Layer.SOCKET, text(frame));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0[]",
        "0{",
        "0{}",
        "0{\"sid\":5,\"pingInterval\":1,\"pingTimeout\":1}",
        "0{\"sid\":\"s\",\"pingTimeout\":1}",
        "0{\"sid\":\"s\",\"pingInterval\":0,\"pingTimeout\":1}",
        "0{\"sid\":\"s\",\"pingInterval\":-1,\"pingTimeout\":1}",
        "0{\"sid\":\"s\",\"pingInterval\":1.5,\"pingTimeout\":1}",
        "0{\"sid\":\"s\",\"pingInterval\":\"1\",\"pingTimeout\":1}",
        "0{\"sid\":\"s\",\"pingInterval\":600001,\"pingTimeout\":1}",
        "0{\"sid\":\"s\",\"pingInterval\":1,\"pingTimeout\":1000000000000}",
        "0{\"sid\":\"s\",\"pingInterval\":1,\"pingTimeout\":99999999999999999999999}",
        "0{\"sid\":\"s\",\"pingInterval\":1,\"pingTimeout\":1}x"
      })
  void openPacketThatCannotBeUsedIsAViolation(String frame) {
    violates(Layer.ENGINE, text(frame));
  }

  @Test
  void intervalsFromOneMillisecondToTenMinutesAreAccepted() {
    assertThat(text("0{\"sid\":\"s\",\"pingInterval\":1,\"pingTimeout\":600000,\"maxPayload\":-1}"))
        .isEqualTo(new EngineOpen("s", 1, 600_000, Long.MAX_VALUE));
  }
}

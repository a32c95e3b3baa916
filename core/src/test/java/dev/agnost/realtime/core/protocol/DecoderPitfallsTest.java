package dev.agnost.realtime.core.protocol;

import static dev.agnost.realtime.core.protocol.Frames.binary;
import static dev.agnost.realtime.core.protocol.Frames.event;
import static dev.agnost.realtime.core.protocol.Frames.utf8;
import static dev.agnost.realtime.core.protocol.Frames.violates;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.protocol.Packet.Connected;
import dev.agnost.realtime.core.protocol.Packet.Disconnected;
import dev.agnost.realtime.core.protocol.Packet.EngineNoop;
import dev.agnost.realtime.core.protocol.Packet.EnginePing;
import dev.agnost.realtime.core.protocol.Packet.Ignored;
import dev.agnost.realtime.core.protocol.Packet.Layer;
import dev.agnost.realtime.core.protocol.Packet.Partial;
import dev.agnost.realtime.core.protocol.Packet.Unusable;
import dev.agnost.realtime.core.protocol.Packet.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pitfalls of frames and state; numbers as in the protocol reference. */
class DecoderPitfallsTest {

  private final PacketDecoder decoder = new PacketDecoder();

  private Packet text(String frame) {
    return decoder.text(utf8(frame));
  }

  @Test
  void pitfall2TextBetweenHeaderAndAttachmentsIsAViolation() {
    text("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");

    violates(Layer.SOCKET, text("42[\"b\"]"));
  }

  @Test
  void pitfall3AfterAViolationTheHalfPacketIsForgotten() {
    text("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");
    violates(Layer.SOCKET, text("42[\"b\"]"));

    assertThat(event(text("42[\"c\"]")).name()).isEqualTo("c");
    violates(Layer.SOCKET, decoder.binary(binary(1)));
  }

  @Test
  void pitfall3ControlPacketsMayStandBetweenHeaderAndAttachment() {
    text("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");

    assertThat(text("2")).isSameAs(EnginePing.EMPTY);
    assertThat(text("6")).isInstanceOf(EngineNoop.class);
    assertThat(event(decoder.binary(binary())).attachments()).containsExactly(binary());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42/admin,[\"a\"]",
        "40/admin,{\"sid\":\"x\"}",
        "40/admin",
        "41/admin,",
        "44/admin,{\"message\":\"Invalid namespace\"}",
        "42/admin?token=1,[\"a\"]",
        "42//,[\"a\"]"
      })
  void pitfall6PacketsOfOtherNamespacesAreIgnored(String frame) {
    assertThat(text(frame)).isInstanceOf(Ignored.class);
  }

  @Test
  void pitfall6AttachmentsOfOtherNamespacesAreTakenAndIgnored() {
    assertThat(text("451-/admin,[\"a\",{\"_placeholder\":true,\"num\":0}]"))
        .isInstanceOf(Partial.class);
    assertThat(decoder.binary(binary(1))).isInstanceOf(Ignored.class);
    assertThat(event(text("42[\"b\"]")).name()).isEqualTo("b");
  }

  @Test
  void pitfall7EventsAndDisconnectNeedNoConnectReply() {
    assertThat(event(text("42[\"early\"]")).name()).isEqualTo("early");
    assertThat(text("41")).isInstanceOf(Disconnected.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"47[]", "49", "4x", "4", "4\u0000", "4-", "4 2[\"a\"]"})
  void pitfall8UnknownSocketTypeIsAParseError(String frame) {
    violates(Layer.SOCKET, text(frame));
    assertThat(event(text("42[\"a\"]")).name()).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "7", "9", "x", " 2", "B", "\u0000", "[", "\ufeff2", "\ufeff42[\"a\"]"})
  void pitfall8UnknownEngineTypeIsATransportError(String frame) {
    violates(Layer.ENGINE, text(frame));
    assertThat(event(text("42[\"a\"]")).name()).isEqualTo("a");
  }

  @Test
  void pitfall14AckIdsAreLongAndLargerOnesAreCut() {
    assertThat(event(text("42123456789012345678901234567890[\"a\"]")).ackId())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(event(text("429223372036854775807[\"a\"]")).ackId()).isEqualTo(Long.MAX_VALUE);
    assertThat(event(text("429223372036854775806[\"a\"]")).ackId()).isEqualTo(Long.MAX_VALUE - 1);
    assertThat(event(text("422147483648[\"a\"]")).ackId()).isEqualTo(2_147_483_648L);
    assertThat(event(text("420[\"a\"]")).ackId()).isZero();
    assertThat(text("43" + "9".repeat(40) + "[]")).isInstanceOf(Ignored.class);
    assertThat(text("430[]")).isInstanceOf(Ignored.class);
    assertThat(text("431")).isInstanceOf(Ignored.class);
  }

  @Test
  void unusableBinaryEventIsSkippedTogetherWithItsAttachments() {
    assertThat(text("451-[null,{\"_placeholder\":true,\"num\":0}]")).isInstanceOf(Partial.class);
    assertThat(decoder.binary(binary(1))).isInstanceOf(Unusable.class);
  }

  @Test
  void pitfall24InvalidUtf8IsATransportError() {
    violates(Layer.ENGINE, decoder.text(binary('4', '2', '[', '"', 0xFF, '"', ']')));
    violates(Layer.ENGINE, decoder.text(binary('2', 0xC0, 0x80)));
    violates(Layer.ENGINE, decoder.text(binary('4', '2', '[', '"', 0xED, 0xA0, 0x80, '"', ']')));
    violates(Layer.ENGINE, decoder.text(binary('4', '2', '[', '"', 0xE2, 0x82)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"4\u0662[\"a\"]", "45\u0661-[\"a\"]", "42\u0661[\"a\"]", "\u0662"})
  void pitfall27OnlyAsciiDigitsAreDigits(String frame) {
    assertThat(text(frame)).isInstanceOf(Violation.class);
  }

  @Test
  void pitfall35MainNamespaceMayBeWrittenOut() {
    assertThat(event(text("42/,5[\"a\"]")).ackId()).isEqualTo(5);
    assertThat(text("40/,{\"sid\":\"x\"}")).isEqualTo(new Connected("x"));
    assertThat(text("41/")).isInstanceOf(Disconnected.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "3probe", "5"})
  void packetsThatOnlyClientsSendAreIgnored(String frame) {
    assertThat(text(frame)).isInstanceOf(Ignored.class);
  }

  @Test
  void violationsSayNothingOfTheContent() {
    assertThat(text("42[\"secret\",secret]").toString()).doesNotContain("secret");
    assertThat(event(text("42[\"a\",\"secret\"]")).toString()).doesNotContain("secret");
  }
}

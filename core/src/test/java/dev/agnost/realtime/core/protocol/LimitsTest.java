package dev.agnost.realtime.core.protocol;

import static dev.agnost.realtime.core.protocol.Frames.binary;
import static dev.agnost.realtime.core.protocol.Frames.event;
import static dev.agnost.realtime.core.protocol.Frames.string;
import static dev.agnost.realtime.core.protocol.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.PayloadException;
import dev.agnost.realtime.core.protocol.Packet.EngineOpen;
import dev.agnost.realtime.core.protocol.Packet.Partial;
import dev.agnost.realtime.core.protocol.Packet.Unusable;
import dev.agnost.realtime.core.protocol.Packet.Violation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exactly at a limit passes, what is one beyond does not. */
class LimitsTest {

  private final PacketDecoder decoder = new PacketDecoder();

  @Test
  void packetOfExactlyTheAllowedSizePasses() {
    String frame = "42[\"a\",1]";
    DecoderLimits exact = DecoderLimits.DEFAULT.withMessageBytes(frame.length());
    DecoderLimits less = DecoderLimits.DEFAULT.withMessageBytes(frame.length() - 1);

    assertThat(new PacketDecoder(exact).text(utf8(frame))).isInstanceOf(Event.class);
    assertThat(new PacketDecoder(less).text(utf8(frame))).isInstanceOf(Violation.class);
  }

  @Test
  void attachmentsMayFillWhatThePacketLeaves() {
    String frame = "451-[\"a\"]";
    PacketDecoder exact =
        new PacketDecoder(DecoderLimits.DEFAULT.withMessageBytes(frame.length() + 2));

    exact.text(utf8(frame));
    assertThat(exact.binary(binary(1, 2))).isInstanceOf(Event.class);
    exact.text(utf8(frame));
    assertThat(exact.binary(binary(1, 2, 3))).isInstanceOf(Violation.class);
  }

  @Test
  void nameOfExactlyTheAllowedLengthPasses() {
    assertThat(decoder.text(utf8("42[\"" + "n".repeat(4_096) + "\"]"))).isInstanceOf(Event.class);
    assertThat(decoder.text(utf8("42[\"" + "n".repeat(4_097) + "\"]")))
        .isEqualTo(new Unusable("an event name longer than 4096 bytes"));
  }

  @Test
  void tenAttachmentsCanBeSentAndElevenCannot() {
    List<ByteBuffer> ten = new ArrayList<>(Collections.nCopies(10, binary(1)));
    List<ByteBuffer> eleven = new ArrayList<>(Collections.nCopies(11, binary(1)));

    assertThat(PacketEncoder.message(null, "a", new Encoded(utf8("0"), ten), null).attachments())
        .hasSize(10);
    assertThatThrownBy(() -> PacketEncoder.message(null, "a", new Encoded(utf8("0"), eleven), null))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("11 binary parts");
  }

  @Test
  void maxPayloadOfZeroMeansNone() {
    assertThat(
            decoder.text(
                utf8(
                    "0{\"sid\":\"a\",\"pingInterval\":1,\"pingTimeout\":600000,\"maxPayload\":0}")))
        .isEqualTo(new EngineOpen("a", 1, 600_000, Long.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "1E0", "1e0", "1.0", "-0", "\"1\"", "3", "99999999999"})
  void placeholderNumberMustBePlainAndBelowTheCount(String number) {
    assertThat(decoder.text(utf8("453-[\"a\",{\"_placeholder\":true,\"num\":" + number + "}]")))
        .isInstanceOf(Violation.class);
  }

  @Test
  void placeholdersAreFoundHoweverDeepTheyAre() {
    String inner = "{\"_placeholder\":true,\"num\":";
    String open = "{\"b\":[".repeat(40);
    String close = "]}".repeat(40);

    assertThat(decoder.text(utf8("451-[\"a\"," + open + inner + "1}" + close + "]")))
        .isInstanceOf(Violation.class);
    assertThat(decoder.text(utf8("451-[\"a\"," + open + inner + "0}" + close + "]")))
        .isEqualTo(Partial.INSTANCE);
    assertThat(Placeholders.in(utf8(open + inner + "7}" + close)))
        .containsExactly(Map.entry(open.length(), 7));
  }

  @Test
  void placeholdersOfBrokenJsonAreNone() {
    assertThat(Placeholders.in(utf8("[{\"_placeholder\":true,\"num\":0}"))).isEmpty();
  }

  @Test
  void openPacketLeavesAttachmentsAwaitedUnlessItIsBroken() {
    decoder.text(utf8("451-[\"a\"]"));
    decoder.text(utf8("0{\"sid\":\"a\",\"pingInterval\":1,\"pingTimeout\":1}"));
    assertThat(decoder.binary(binary(1))).isInstanceOf(Event.class);

    decoder.text(utf8("451-[\"a\"]"));
    decoder.text(utf8("0{"));
    assertThat(decoder.binary(binary(1))).isInstanceOf(Violation.class);
  }

  @Test
  void manyArgumentsAreKeptWithoutTheBlanksAroundThem() {
    StringBuilder frame = new StringBuilder("42[\"a\"");
    for (int i = 0; i < 40; i++) {
      frame.append(" ,\t").append(i);
    }

    Event event = event(decoder.text(utf8(frame.append("\n]").toString())));

    assertThat(event.argumentCount()).isEqualTo(40);
    for (int i = 0; i < 40; i++) {
      assertThat(string(event.argument(i))).isEqualTo(Integer.toString(i));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"channel\":null}", "{\"channel\":[1]}", "{\"channel\":{}}"})
  void channelThatIsNoneIsNull(String envelope) {
    Event event = event(decoder.text(utf8("42[\"a\"," + envelope + "]")));

    assertThat(event.envelope()).isNotNull();
    assertThat(event.envelope().channel()).isNull();
  }

  @Test
  void memberOfBrokenJsonIsMissing() {
    assertThat(JsonFields.string(utf8("{\"a\":\"b\""), "a")).isNull();
    assertThat(JsonFields.string(utf8("{\"a\":\"b\"}"), "a")).isEqualTo("b");
  }

  @Test
  void strictJsonSaysWhatIsWrong() {
    assertThat(StrictJson.problem(utf8(" [[1]] "), 2)).isNull();
    assertThat(StrictJson.problem(utf8("[[1]]"), 1)).isEqualTo("nested deeper than 1 levels");
    assertThat(StrictJson.problem(utf8("[1] 2"), 2)).isEqualTo("text behind the end of the JSON");
    assertThat(StrictJson.problem(binary('"', 0xc3, '"'), 1)).isEqualTo("not UTF-8");
  }

  @Test
  void everyLimitMustBeOneAtLeast() {
    assertThat(new DecoderLimits(1, 1, 1, 1, 1).depth()).isEqualTo(1);
    assertThatThrownBy(() -> new DecoderLimits(0, 1, 1, 1, 1)).hasMessageContaining("attachments");
    assertThatThrownBy(() -> new DecoderLimits(1, 0, 1, 1, 1)).hasMessageContaining("messageBytes");
    assertThatThrownBy(() -> new DecoderLimits(1, 1, 0, 1, 1)).hasMessageContaining("depth");
    assertThatThrownBy(() -> new DecoderLimits(1, 1, 1, 0, 1)).hasMessageContaining("numberLength");
    assertThatThrownBy(() -> new DecoderLimits(1, 1, 1, 1, 0))
        .hasMessageContaining("nameLength must be at least 1: 0");
  }
}

package dev.agnost.realtime.core.protocol;

import static dev.agnost.realtime.core.protocol.Frames.binary;
import static dev.agnost.realtime.core.protocol.Frames.event;
import static dev.agnost.realtime.core.protocol.Frames.string;
import static dev.agnost.realtime.core.protocol.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.protocol.Packet.Connected;
import dev.agnost.realtime.core.protocol.Packet.Disconnected;
import dev.agnost.realtime.core.protocol.Packet.EngineClose;
import dev.agnost.realtime.core.protocol.Packet.EngineNoop;
import dev.agnost.realtime.core.protocol.Packet.EngineOpen;
import dev.agnost.realtime.core.protocol.Packet.EnginePing;
import dev.agnost.realtime.core.protocol.Packet.Ignored;
import dev.agnost.realtime.core.protocol.Packet.Incompatible;
import dev.agnost.realtime.core.protocol.Packet.Layer;
import dev.agnost.realtime.core.protocol.Packet.Partial;
import dev.agnost.realtime.core.protocol.Packet.Refused;
import dev.agnost.realtime.core.protocol.Packet.Unusable;
import dev.agnost.realtime.core.protocol.Packet.Violation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pitfalls of frames and state; numbers as in the protocol reference. */
class DecoderPitfallsTest {

  private static final String OPEN = "0{\"sid\":\"s\",\"pingInterval\":25000,\"pingTimeout\":20000";

  private final PacketDecoder decoder = new PacketDecoder();

  private Packet text(String frame) {
    return decoder.text(utf8(frame));
  }

  private static void violates(Layer layer, Packet packet) {
    assertThat(packet).isInstanceOf(Violation.class);
    assertThat(((Violation) packet).layer()).isEqualTo(layer);
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

  @Test
  void pitfall4CloseIsTold() {
    assertThat(text("1")).isInstanceOf(EngineClose.class);
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
  void pitfall15NumbersKeepTheirText() {
    Event event = event(text("42[\"a\",9007199254740993,1e999999999,-0,0.10]"));

    assertThat(string(event.argument(0))).isEqualTo("9007199254740993");
    assertThat(string(event.argument(1))).isEqualTo("1e999999999");
    assertThat(string(event.argument(2))).isEqualTo("-0");
    assertThat(string(event.argument(3))).isEqualTo("0.10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42[\"a\",NaN]",
        "42[\"a\",Infinity]",
        "42['a']",
        "42[\"a\",]",
        "42[\"a\" 1]",
        "42[\"a\",01]",
        "42[\"a\",-]",
        "42[\"a\",1.]",
        "42[\"a\",.5]",
        "42[\"a\",+1]",
        "42[\"a\",1e]",
        "42[\"a\",/*x*/1]",
        "42[\"a\"]x",
        "42[\"a\"][]",
        "42[\"a\",\"\t\"]",
        "42[\"a\",\"\\x\"]",
        "42[\"a\",\"\\u12g4\"]",
        "42[\"a\",tru]",
        "42[\"a\",{a:1}]",
        "42[\"a\",{\"a\" 1}]",
        "42[\"a\",{\"a\":}]",
        "42[\"a\",{\"a\":1,}]",
        "42[\"a\",[1,]]",
        "42[\"a\",{]}]",
        "42[\"a\"",
        "42[\"a",
        "42[\"a\\",
        "42[\"a\",\u00a01]",
        "42[\"a\",\ufeff1]",
        "42\ufeff[\"a\"]",
        "42[\"a\"]\u0000"
      })
  void pitfall18JsonIsStrict(String frame) {
    violates(Layer.SOCKET, text(frame));
  }

  @Test
  void pitfall18BlanksWhereJsonAllowsThemAreFine() {
    assertThat(string(event(text("42[ \"a\" ,\n{ \"x\" : 1 }\t] \r\n")).argument(0)))
        .isEqualTo("{ \"x\" : 1 }");
  }

  @Test
  void pitfall19LastOfEqualKeysWinsAndOddKeysArePlain() {
    Envelope envelope =
        Envelope.of(
            event(
                text(
                    "42[\"a\",{\"message\":1,\"\":0,\"__proto__\":{},\"channel\":\"x\","
                        + "\"mess\\u0061ge\":2,\"channel\":\"y\"}]")));

    assertThat(envelope).isNotNull();
    assertThat(envelope.channel()).isEqualTo("y");
    assertThat(string(envelope.message())).isEqualTo("2");
  }

  @Test
  void pitfall20DeepNestingIsAViolation() {
    assertThat(text("42[\"a\"," + "[".repeat(200) + "]".repeat(200) + "]"))
        .isInstanceOf(Event.class);
    violates(Layer.SOCKET, text("42[\"a\"," + "[".repeat(201) + "]".repeat(201) + "]"));
    violates(Layer.SOCKET, text("42[\"a\"," + "[".repeat(1_000_000)));
    violates(Layer.SOCKET, text("42[\"a\"," + "{\"k\":".repeat(1_000_000)));
    violates(Layer.SOCKET, text("42" + "[".repeat(1_000_000)));
    violates(Layer.ENGINE, text("0" + "{\"k\":".repeat(1_000_000)));
    violates(Layer.SOCKET, text("44" + "[".repeat(1_000_000)));
    violates(Layer.SOCKET, text("430" + "[".repeat(1_000_000)));
  }

  @Test
  void pitfall20LongNumbersAndKeysAreAViolation() {
    assertThat(text("42[\"a\"," + "9".repeat(1_000) + "]")).isInstanceOf(Event.class);
    violates(Layer.SOCKET, text("42[\"a\"," + "9".repeat(1_001) + "]"));
    assertThat(text("42[\"a\",{\"" + "k".repeat(4_096) + "\":1}]")).isInstanceOf(Event.class);
    violates(Layer.SOCKET, text("42[\"a\",{\"" + "k".repeat(4_097) + "\":1}]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42[null,{}]",
        "42[7,{}]",
        "42[{}]",
        "42[[]]",
        "42[true]",
        "42[\"connect\"]",
        "42[\"connect_error\"]",
        "42[\"disconnect\"]",
        "42[\"disconnecting\"]",
        "42[\"newListener\"]",
        "42[\"removeListener\"]",
        "42[\"conn\\u0065ct\"]"
      })
  void pitfall21NamesThatListenersCannotUseAreSkipped(String frame) {
    assertThat(text(frame)).isInstanceOf(Unusable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"42", "42[]", "42{}", "42\"a\"", "42null", "42 [\"a\"]", "4212 [\"a\"]", "4212"})
  void eventWithoutAnArrayOrNameIsAViolation(String frame) {
    violates(Layer.SOCKET, text(frame));
  }

  @Test
  void overlongEventNameIsSkipped() {
    assertThat(text("42[\"" + "n".repeat(4_097) + "\"]")).isInstanceOf(Unusable.class);
  }

  @Test
  void unusableBinaryEventIsSkippedTogetherWithItsAttachments() {
    assertThat(text("451-[null,{\"_placeholder\":true,\"num\":0}]")).isInstanceOf(Partial.class);
    assertThat(decoder.binary(binary(1))).isInstanceOf(Unusable.class);
  }

  @Test
  void pitfall22ProfileMayBeAbsentOrNull() {
    Envelope absent =
        Envelope.of(
            event(text("42[\"channel:join\",{\"channel\":\"r\",\"message\":{\"id\":\"s\"}}]")));
    Envelope none =
        Envelope.of(event(text("42[\"channel:join\",{\"message\":{\"id\":1,\"data\":null}}]")));

    assertThat(absent).isNotNull();
    assertThat(absent.memberId()).isEqualTo("s");
    assertThat(absent.memberData()).isNull();
    assertThat(none).isNotNull();
    assertThat(none.memberId()).isNull();
    assertThat(string(none.memberData())).isEqualTo("null");
  }

  @Test
  void channelMayHaveAnyType() {
    assertThat(channel("5")).isEqualTo("5");
    assertThat(channel("true")).isEqualTo("true");
    assertThat(channel("null")).isNull();
    assertThat(channel("{}")).isNull();
    assertThat(channel("\"dotted.one\"")).isEqualTo("dotted.one");
    assertThat(channel("\"\"")).isEmpty();
    assertThat(Envelope.of(event(text("42[\"a\"]")))).isNull();
    assertThat(Envelope.of(event(text("42[\"a\",5,{\"channel\":\"r\"}]")))).isNull();
  }

  private @Nullable String channel(String json) {
    Envelope envelope = Envelope.of(event(text("42[\"a\",{\"channel\":" + json + "}]")));
    assertThat(envelope).isNotNull();
    return envelope.channel();
  }

  @Test
  void pitfall23LoneSurrogateEscapesAreLegal() {
    Event event = event(text("42[\"\\ud800\",\"\\udc00\"]"));

    assertThat(event.name()).isEqualTo("\ud800");
    assertThat(string(event.argument(0))).isEqualTo("\"\\udc00\"");
  }

  @Test
  void pitfall24InvalidUtf8IsATransportError() {
    violates(Layer.ENGINE, decoder.text(binary('4', '2', '[', '"', 0xFF, '"', ']')));
    violates(Layer.ENGINE, decoder.text(binary('2', 0xC0, 0x80)));
    violates(Layer.ENGINE, decoder.text(binary('4', '2', '[', '"', 0xED, 0xA0, 0x80, '"', ']')));
    violates(Layer.ENGINE, decoder.text(binary('4', '2', '[', '"', 0xE2, 0x82)));
  }

  @Test
  void pitfall25OddCharactersInsideStringsAreOrdinary() {
    String odd = "\u2028\u2029\u0085\u007f\ufeff\ufffe\ud83d\ude00";

    assertThat(event(text("42[\"" + odd + "\"]")).name()).isEqualTo(odd);
  }

  @ParameterizedTest
  @ValueSource(strings = {"4\u0662[\"a\"]", "45\u0661-[\"a\"]", "42\u0661[\"a\"]", "\u0662"})
  void pitfall27OnlyAsciiDigitsAreDigits(String frame) {
    assertThat(text(frame)).isInstanceOf(Violation.class);
  }

  @Test
  void pitfall29NamesMayContainAnything() {
    for (String name : new String[] {"", "a\"b", "a,b", "/a,", "a\nb", "error", "ping", "\\"}) {
      String frame = string(new FrameWriter(8).ascii("42[").string(name).ascii("]").finish());

      assertThat(event(text(frame)).name()).isEqualTo(name);
    }
  }

  @Test
  void pitfall35MainNamespaceMayBeWrittenOut() {
    assertThat(event(text("42/,5[\"a\"]")).ackId()).isEqualTo(5);
    assertThat(text("40/,{\"sid\":\"x\"}")).isEqualTo(new Connected("x"));
    assertThat(text("41/")).isInstanceOf(Disconnected.class);
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

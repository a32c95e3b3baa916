package dev.agnost.realtime.core.protocol;

import static dev.agnost.realtime.core.protocol.Frames.event;
import static dev.agnost.realtime.core.protocol.Frames.string;
import static dev.agnost.realtime.core.protocol.Frames.utf8;
import static dev.agnost.realtime.core.protocol.Frames.violates;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.protocol.Packet.Layer;
import dev.agnost.realtime.core.protocol.Packet.Unusable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pitfalls of events and their JSON; numbers as in the protocol reference. */
class EventPitfallsTest {

  private final PacketDecoder decoder = new PacketDecoder();

  private Packet text(String frame) {
    return decoder.text(utf8(frame));
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
  void pitfall25OddCharactersInsideStringsAreOrdinary() {
    String odd = "\u2028\u2029\u0085\u007f\ufeff\ufffe\ud83d\ude00";

    assertThat(event(text("42[\"" + odd + "\"]")).name()).isEqualTo(odd);
  }

  @Test
  void pitfall29NamesMayContainAnything() {
    for (String name : new String[] {"", "a\"b", "a,b", "/a,", "a\nb", "error", "ping", "\\"}) {
      String frame = string(new FrameWriter(8).ascii("42[").string(name).ascii("]").finish());

      assertThat(event(text(frame)).name()).isEqualTo(name);
    }
  }
}

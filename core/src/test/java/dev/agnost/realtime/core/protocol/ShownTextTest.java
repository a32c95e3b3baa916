package dev.agnost.realtime.core.protocol;

import static dev.agnost.realtime.core.protocol.Frames.binary;
import static dev.agnost.realtime.core.protocol.Frames.event;
import static dev.agnost.realtime.core.protocol.Frames.string;
import static dev.agnost.realtime.core.protocol.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.protocol.Packet.EngineOpen;
import dev.agnost.realtime.core.protocol.Packet.EnginePing;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be seen in a log, and what goes over the wire, to the character. */
class ShownTextTest {

  @Test
  void packetsShowSizesAndNoContent() {
    Event event = event(new PacketDecoder().text(utf8("42[\"name\",{\"message\":\"secret\"}]")));

    assertThat(event).hasToString("Event[name=name, arguments=1, attachments=0, bytes=31]");
    assertThat(event.envelope()).hasToString("Envelope[message=8 bytes]");
    assertThat(event(new PacketDecoder().text(utf8("42[\"a\",{}]"))).envelope())
        .hasToString("Envelope[message=absent]");
    assertThat(new EngineOpen("secret", 1, 2, 3))
        .hasToString("EngineOpen[pingIntervalMillis=1, pingTimeoutMillis=2, maxPayload=3]");
    assertThat(new EnginePing(utf8("secret"))).hasToString("EnginePing[6 bytes]");
    assertThat(PacketEncoder.connect("env", "secret", null, true))
        .hasToString("OutboundPacket[kind=CONNECT, attachments=0, bytes=55]");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 0x1f, 0x7f, 0x80, 0x9f, 0x061c, 0x200e, 0x200f, 0x2028, 0x202e, 0x2066, 0x2069, 0xd800,
        0xdbff, 0xdc00, 0xdfff
      })
  void unsafeCharactersAreEscaped(int point) {
    assertThat(SafeText.of("a" + (char) point + "b", 100))
        .isEqualTo("a\\u" + String.format(Locale.ROOT, "%04x", point) + "b");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        ' ', '~', 0xa0, 0x061b, 0x061d, 0x200d, 0x2010, 0x2027, 0x202f, 0x2065, 0x206a, 0xd7ff,
        0xe000, 0x1f600
      })
  void otherCharactersAreLeftAlone(int point) {
    String text = "a" + Character.toString(point) + "b";

    assertThat(SafeText.of(text, 100)).isEqualTo(text);
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    assertThat(SafeText.of("abcdef", 6)).isEqualTo("abcdef");
    assertThat(SafeText.of("abcdefg", 6)).isEqualTo("abc...");
    assertThat(SafeText.of("ab\ud83d\ude00efg", 6)).isEqualTo("ab...");
    assertThat(SafeText.of("abc\ud83d\ude00fg", 6)).isEqualTo("abc...");
    assertThat(SafeText.of("abcd\n", 6)).isEqualTo("abc...");
    assertThat(SafeText.of("\ud83d\ude00", 1)).isEqualTo(".");
    assertThat(SafeText.of("abcd", 3)).isEqualTo("...");
  }

  @Test
  void stringsAreWrittenAsShortAsTheyCanBe() {
    assertThat(written(" ~\u007f\u0080\u07ff\u0800\uffff\ud83d\ude00"))
        .isEqualTo("\" ~\u007f\u0080\u07ff\u0800\uffff\ud83d\ude00\"");
    assertThat(written("\"\\/\b\f\n\r\t\u0000\u001f"))
        .isEqualTo("\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\"");
    assertThat(written("\ud83d")).isEqualTo("\"\\ud83d\"");
    assertThat(written("\ude00\ud83dx")).isEqualTo("\"\\ude00\\ud83dx\"");
  }

  @Test
  void frameGrowsToWhateverIsWritten() {
    String large = "x".repeat(1_000);

    assertThat(string(new FrameWriter(1).ascii(large).finish())).isEqualTo(large);
    assertThat(string(new FrameWriter(1).bytes(utf8(large)).finish())).isEqualTo(large);
    assertThat(string(new FrameWriter(0).string(large).finish())).isEqualTo('"' + large + '"');
    assertThat(new FrameWriter(0).bytes(binary(1, 2)).ascii("a").finish())
        .isEqualTo(binary(1, 2, 'a'));
  }

  private static String written(String text) {
    return string(new FrameWriter(0).string(text).finish());
  }
}

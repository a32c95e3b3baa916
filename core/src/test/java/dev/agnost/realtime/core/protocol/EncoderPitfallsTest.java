package dev.agnost.realtime.core.protocol;

import static dev.agnost.realtime.core.protocol.Frames.event;
import static dev.agnost.realtime.core.protocol.Frames.string;
import static dev.agnost.realtime.core.protocol.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.PayloadCodec.Encoded;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The pitfalls of strings when writing; numbers as in the protocol reference. */
class EncoderPitfallsTest {

  @Test
  void pitfall14ReservedNamesAreKnown() {
    assertThat(ReservedNames.contains("newListener")).isTrue();
    assertThat(ReservedNames.contains("error")).isFalse();
  }

  @Test
  void pitfall23LoneSurrogatesAreEscapedAndPairsAreNot() {
    assertThat(join("a\ud800")).isEqualTo("42[\"join\",{\"channel\":\"a\\ud800\"}]");
    assertThat(join("\udc00\ud800")).isEqualTo("42[\"join\",{\"channel\":\"\\udc00\\ud800\"}]");
    assertThat(join("\ud83d\ude00")).isEqualTo("42[\"join\",{\"channel\":\"\ud83d\ude00\"}]");
  }

  @Test
  void pitfall25LineSeparatorsAreRaw() {
    assertThat(join("\u2028\u2029\u0085\u007f\ufeff"))
        .isEqualTo("42[\"join\",{\"channel\":\"\u2028\u2029\u0085\u007f\ufeff\"}]");
  }

  @Test
  void pitfall26ControlCharactersAreEscaped() {
    assertThat(join("\u001e\u0000\n\"\\/\b\f\r\t"))
        .isEqualTo("42[\"join\",{\"channel\":\"\\u001e\\u0000\\n\\\"\\\\/\\b\\f\\r\\t\"}]");
  }

  @Test
  void pitfall37SizeIsThatOfTheBytes() {
    OutboundPacket packet = PacketEncoder.join("\u20ac", null);

    assertThat(packet.bytes()).isEqualTo(string(packet.text()).length() + 2);
    assertThat(packet.text().remaining()).isEqualTo(packet.bytes());
  }

  @Test
  void everyStringComesBackAsItWas() {
    long seed = RandomInput.seed();
    SplittableRandom random = new SplittableRandom(seed);
    PacketDecoder decoder = new PacketDecoder();
    for (int i = 0; i < RandomInput.cases(5_000, 500_000); i++) {
      String channel = RandomJson.text(random, 30);
      String name = "n" + RandomJson.text(random, 30);
      ByteBuffer frame =
          PacketEncoder.message(channel, name, new Encoded(utf8("1"), List.of()), true).text();

      Event sent = event(decoder.text(frame));
      Envelope envelope = Envelope.of(sent);

      assertThat(envelope).as("seed %d", seed).isNotNull();
      assertThat(envelope.channel()).as("seed %d", seed).isEqualTo(channel);
      assertThat(JsonFields.string(sent.argument(0), "eventName"))
          .as("seed %d", seed)
          .isEqualTo(name);
    }
  }

  @Test
  void payloadMayBeAnyKindOfBufferAndIsNotMoved() {
    ByteBuffer direct = ByteBuffer.allocateDirect(4).put("x12y".getBytes(StandardCharsets.UTF_8));
    direct.position(1).limit(3);

    OutboundPacket packet = PacketEncoder.update(new Encoded(direct, List.of()), null);

    assertThat(string(packet.text())).isEqualTo("42[\"update\",{\"data\":12}]");
    assertThat(direct.position()).isEqualTo(1);
  }

  private static String join(String channel) {
    return string(PacketEncoder.join(channel, null).text());
  }
}

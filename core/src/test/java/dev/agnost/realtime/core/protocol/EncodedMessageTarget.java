package dev.agnost.realtime.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.PayloadCodec.Encoded;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fuzz target: what the encoder writes, the decoder reads. */
public final class EncodedMessageTarget {

  private EncodedMessageTarget() {}

  /** Takes channel, event name and a text to send, one on each line, in UTF-16. */
  public static void fuzzerTestOneInput(byte[] input) {
    String[] parts = utf16(input).split("\n", 3);
    String channel = parts[0];
    String event = parts.length > 1 ? parts[1] : "";
    ByteBuffer payload = new FrameWriter(8).string(parts.length > 2 ? parts[2] : "").finish();
    @Nullable Boolean echo = input.length % 3 == 0 ? null : Boolean.valueOf(input.length % 3 == 1);

    OutboundPacket packet =
        PacketEncoder.message(channel, event, new Encoded(payload, List.of()), echo);

    assertThat(StrictJson.problem(payload, 1)).isNull();
    Event back = Frames.event(new PacketDecoder().text(packet.text()));
    Envelope envelope = back.envelope();
    assertThat(envelope).isNotNull();
    assertThat(envelope.channel()).isEqualTo(channel);
    assertThat(envelope.message()).isEqualTo(payload);
    assertThat(JsonFields.string(back.argument(0), "eventName")).isEqualTo(event);
    assertThat(JsonFields.value(back.argument(0), "echo"))
        .isEqualTo(echo == null ? null : Frames.utf8(echo.toString()));
  }

  /** Half a pair stays one, unlike when a charset decodes it. */
  private static String utf16(byte[] input) {
    return ByteBuffer.wrap(input, 0, input.length & ~1).asCharBuffer().toString();
  }
}

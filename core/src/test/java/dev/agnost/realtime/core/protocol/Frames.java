package dev.agnost.realtime.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Short forms for frames in tests. */
final class Frames {

  private Frames() {}

  static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  static ByteBuffer binary(int... bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
    for (int value : bytes) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }

  static String string(@Nullable ByteBuffer utf8) {
    assertThat(utf8).isNotNull();
    return StandardCharsets.UTF_8.decode(utf8.duplicate()).toString();
  }

  static Event event(Packet packet) {
    assertThat(packet).isInstanceOf(Event.class);
    return (Event) packet;
  }

  static void violates(Packet.Layer layer, Packet packet) {
    assertThat(packet).isInstanceOf(Packet.Violation.class);
    assertThat(((Packet.Violation) packet).layer()).isEqualTo(layer);
  }
}

package dev.agnost.realtime.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.protocol.Packet.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One frame for a new decoder, in bounded memory, against {@link ReferenceDecoder}. */
final class Differential {

  private Differential() {}

  /** The packet that both read. */
  static Packet decoded(byte[] frame) {
    Packet packet =
        AllocationBound.check(frame.length, () -> new PacketDecoder().text(ByteBuffer.wrap(frame)));

    assertThat(Spoken.of(packet)).isEqualTo(new ReferenceDecoder().text(frame));
    assertThat(packet.toString().length()).isLessThan(5_000);
    if (packet instanceof Violation violation) {
      assertThat(violation.why()).isNotEmpty();
    }
    if (packet instanceof Event event) {
      AllocationBound.check(frame.length, () -> asked(event));
    }
    return packet;
  }

  /** What a session asks of an event. */
  private static Event asked(Event event) {
    Envelope envelope = event.envelope();
    if (envelope != null) {
      envelope.memberId();
      envelope.memberData();
    }
    return event;
  }

  static byte[] prefixed(String prefix, byte[] input) {
    return ByteBuffer.allocate(prefix.length() + input.length)
        .put(prefix.getBytes(StandardCharsets.US_ASCII))
        .put(input)
        .array();
  }
}

package dev.agnost.realtime.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.protocol.Packet.Violation;
import java.nio.ByteBuffer;

/** Fuzz target: an Engine.IO packet. */
public final class EnginePacketTarget {

  private EnginePacketTarget() {}

  /** Takes a whole message, once as text and once as binary that nobody announced. */
  public static void fuzzerTestOneInput(byte[] input) {
    Packet unused = Differential.decoded(input);

    assertThat(new PacketDecoder().binary(ByteBuffer.wrap(input))).isInstanceOf(Violation.class);
  }
}

package dev.agnost.realtime.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fuzz target: the messages of one connection, which a decoder must keep apart and in step. */
public final class FrameSequenceTarget {

  /** A packet is an object, however short its frame. */
  private static final int BYTES_OF_A_PACKET = 200;

  private FrameSequenceTarget() {}

  /** Takes one line for each message; {@code #} begins a binary one. */
  public static void fuzzerTestOneInput(byte[] input) {
    List<byte[]> frames = lines(input);

    List<Packet> packets =
        AllocationBound.check(
            input.length + BYTES_OF_A_PACKET * frames.size(), () -> decoded(frames));

    ReferenceDecoder reference = new ReferenceDecoder();
    for (int i = 0; i < frames.size(); i++) {
      byte[] frame = frames.get(i);
      Spoken expected =
          isBinary(frame)
              ? reference.binary(Arrays.copyOfRange(frame, 1, frame.length))
              : reference.text(frame);
      assertThat(Spoken.of(packets.get(i))).as("message %d", i).isEqualTo(expected);
    }
  }

  private static List<Packet> decoded(List<byte[]> frames) {
    PacketDecoder decoder = new PacketDecoder();
    List<Packet> packets = new ArrayList<>();
    for (byte[] frame : frames) {
      packets.add(
          isBinary(frame)
              ? decoder.binary(ByteBuffer.wrap(frame, 1, frame.length - 1))
              : decoder.text(ByteBuffer.wrap(frame)));
    }
    return packets;
  }

  private static List<byte[]> lines(byte[] input) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= input.length; i++) {
      if (i == input.length || input[i] == '\n') {
        lines.add(Arrays.copyOfRange(input, from, i));
        from = i + 1;
      }
    }
    return lines;
  }

  private static boolean isBinary(byte[] frame) {
    return frame.length > 0 && frame[0] == '#';
  }
}

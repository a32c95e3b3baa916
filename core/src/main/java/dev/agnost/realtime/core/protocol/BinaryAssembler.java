package dev.agnost.realtime.core.protocol;

import dev.agnost.realtime.core.protocol.Packet.Partial;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A binary packet of which attachments are missing. */
final class BinaryAssembler {

  private final Packet header;
  private final List<ByteBuffer> received = new ArrayList<>();
  private int missing;
  private int room;

  /**
   * @param header the packet but for its attachments; only an event keeps them
   * @param missing how many attachments must follow
   * @param room how many bytes they may have together
   */
  BinaryAssembler(Packet header, int missing, int room) {
    this.header = header;
    this.missing = missing;
    this.room = room;
  }

  boolean hasRoomFor(int bytes) {
    return bytes <= room;
  }

  /** Takes one attachment; gives the packet when it was the last. */
  Packet add(ByteBuffer attachment) {
    missing--;
    room -= attachment.remaining();
    if (header instanceof Event) {
      received.add(copyOf(attachment));
    }
    if (missing > 0) {
      return Partial.INSTANCE;
    }
    return header instanceof Event event ? event.with(received) : header;
  }

  private static ByteBuffer copyOf(ByteBuffer source) {
    int position = source.position();
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    ((Buffer) source).position(position); // the cast: Android has no covariant override
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }
}

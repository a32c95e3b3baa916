package dev.agnost.realtime.core.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event of the main namespace with its arguments as JSON. It holds one copy of the frame.
 * Immutable, thread-safe; may be kept.
 */
public final class Event implements Packet {

  private final String name;
  private final long ackId;
  private final ByteBuffer frame;
  private final int[] bounds;
  private final @Nullable Envelope envelope;
  private final List<ByteBuffer> attachments;
  private final int size;

  private Event(
      String name,
      long ackId,
      ByteBuffer frame,
      int[] bounds,
      @Nullable Envelope envelope,
      List<ByteBuffer> attachments,
      int size) {
    this.name = name;
    this.ackId = ackId;
    this.frame = frame;
    this.bounds = bounds;
    this.envelope = envelope;
    this.attachments = attachments;
    this.size = size;
  }

  /**
   * @param bounds begin and end of each argument within the frame
   */
  static Event of(String name, long ackId, Frame frame, int[] bounds, @Nullable Envelope envelope) {
    return new Event(name, ackId, frame.words, bounds, envelope, List.of(), frame.end);
  }

  /** The same with its attachments, which are read-only. */
  Event with(List<ByteBuffer> received) {
    int total = size;
    for (ByteBuffer attachment : received) {
      total += attachment.remaining();
    }
    return new Event(name, ackId, frame, bounds, envelope, List.copyOf(received), total);
  }

  /** The event name, never reserved. */
  public String name() {
    return name;
  }

  /** How many arguments follow the name. */
  public int argumentCount() {
    return bounds.length / 2;
  }

  /**
   * One argument as UTF-8 JSON, read-only. Each call gives a buffer of its own.
   *
   * @throws IndexOutOfBoundsException if there are not so many arguments
   */
  public ByteBuffer argument(int index) {
    Objects.checkIndex(index, argumentCount());
    return Slices.of(frame, bounds[2 * index], bounds[2 * index + 1]);
  }

  /** The binary attachments, each read-only with position 0; not to be read by moving them. */
  public List<ByteBuffer> attachments() {
    return attachments;
  }

  /** The bytes that came in, attachments included. */
  public int size() {
    return size;
  }

  /**
   * The acknowledgement that the server asks for, or -1. An id above {@link Long#MAX_VALUE} is
   * given as that.
   */
  public long ackId() {
    return ackId;
  }

  /** See {@link Envelope#of}. */
  @Nullable Envelope envelope() {
    return envelope;
  }

  /** Shows no content. */
  @Override
  public String toString() {
    return "Event[name="
        + SafeText.of(name, 100)
        + ", arguments="
        + argumentCount()
        + ", attachments="
        + attachments.size()
        + ", bytes="
        + size
        + "]";
  }
}

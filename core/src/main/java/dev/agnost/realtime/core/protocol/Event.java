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

  private static final int[] NONE = {};

  private final String name;
  private final long ackId;
  private final ByteBuffer frame;
  private final List<ByteBuffer> attachments;
  private final int size;
  private final int count;
  // the first argument without an array of its own: nearly every event has just one
  private final int firstFrom;
  private final int firstTo;
  private final int[] others;
  private final @Nullable String channel;
  private final int messageFrom;
  private final int messageTo;

  Event(String name, long ackId, Frame frame, EventBounds bounds) {
    this.name = name;
    this.ackId = ackId;
    this.frame = frame.words;
    this.attachments = List.of();
    this.size = frame.end;
    this.count = bounds.count();
    this.firstFrom = count > 0 ? bounds.from(0) : 0;
    this.firstTo = count > 0 ? bounds.to(0) : 0;
    this.others = count > 1 ? bounds.others() : NONE;
    this.channel = bounds.channel();
    this.messageFrom = bounds.messageFrom();
    this.messageTo = bounds.messageTo();
  }

  private Event(Event header, List<ByteBuffer> attachments, int size) {
    this.name = header.name;
    this.ackId = header.ackId;
    this.frame = header.frame;
    this.attachments = attachments;
    this.size = size;
    this.count = header.count;
    this.firstFrom = header.firstFrom;
    this.firstTo = header.firstTo;
    this.others = header.others;
    this.channel = header.channel;
    this.messageFrom = header.messageFrom;
    this.messageTo = header.messageTo;
  }

  /** The same with its attachments, which are read-only. */
  Event with(List<ByteBuffer> received) {
    int total = size;
    for (ByteBuffer attachment : received) {
      total += attachment.remaining();
    }
    return new Event(this, List.copyOf(received), total);
  }

  /** The event name, never reserved. */
  public String name() {
    return name;
  }

  /** How many arguments follow the name. */
  public int argumentCount() {
    return count;
  }

  /**
   * One argument as UTF-8 JSON, read-only. Each call gives a buffer of its own.
   *
   * @throws IndexOutOfBoundsException if there are not so many arguments
   */
  public ByteBuffer argument(int index) {
    Objects.checkIndex(index, count);
    return index == 0
        ? Slices.of(frame, firstFrom, firstTo)
        : Slices.of(frame, others[2 * index - 2], others[2 * index - 1]);
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
    return messageFrom == EventBounds.NO_ENVELOPE
        ? null
        : new Envelope(channel, frame, messageFrom, messageTo);
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

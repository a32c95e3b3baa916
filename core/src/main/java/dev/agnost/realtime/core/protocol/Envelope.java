package dev.agnost.realtime.core.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the Agnost server puts around each message: {@code {"channel":..,"message":..}}. Of equal
 * keys the last counts. It was found while the packet was decoded; asking for it scans nothing.
 */
public final class Envelope {

  private final @Nullable String channel;
  private final ByteBuffer frame;
  private final int from;
  private final int to;

  Envelope(@Nullable String channel, ByteBuffer frame, int from, int to) {
    this.channel = channel;
    this.frame = frame;
    this.from = from;
    this.to = to;
  }

  /** The envelope of an event, or null if its first argument is missing or not an object. */
  public static @Nullable Envelope of(Event event) {
    return event.envelope();
  }

  /**
   * The channel; null for a broadcast. A number or boolean is given as its JSON text; an array or
   * object is no channel.
   */
  public @Nullable String channel() {
    return channel;
  }

  /** Whether there is a message; JSON {@code null} is one. */
  public boolean hasMessage() {
    return from != EventBounds.NO_MESSAGE;
  }

  /** The message as UTF-8 JSON, read-only, or null if there is none. */
  public @Nullable ByteBuffer message() {
    return hasMessage() ? Slices.of(frame, from, to) : null;
  }

  /** {@code message.id} of a member event, or null if it is missing or not a string. */
  public @Nullable String memberId() {
    ByteBuffer message = message();
    return message == null ? null : JsonFields.string(message, "id");
  }

  /** {@code message.data} of a member event as UTF-8 JSON, read-only, or null if it is missing. */
  public @Nullable ByteBuffer memberData() {
    ByteBuffer message = message();
    return message == null ? null : JsonFields.value(message, "data");
  }

  /** Shows no content. */
  @Override
  public String toString() {
    return "Envelope[message=" + (hasMessage() ? to - from + " bytes" : "absent") + "]";
  }
}

package dev.agnost.realtime.core.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The positions of the parts of an event. Reused from event to event. */
final class EventBounds {

  /** For the message: there is an envelope, but no message in it. */
  static final int NO_MESSAGE = MemberBounds.MISSING;

  /** For the message: there is no envelope. */
  static final int NO_ENVELOPE = -2;

  private static final int USUAL = 8;

  private int[] bounds = new int[USUAL];
  private int count;
  private @Nullable String channel;
  private int messageFrom = NO_ENVELOPE;
  private int messageTo;

  void clear() {
    count = 0;
    channel = null;
    messageFrom = NO_ENVELOPE;
  }

  /** Lets go of what an unusually long event has left. */
  void release() {
    clear();
    if (bounds.length > USUAL) {
      bounds = new int[USUAL];
    }
  }

  void add(int from, int to) {
    if (bounds.length == 2 * count) {
      bounds = Arrays.copyOf(bounds, 4 * count);
    }
    bounds[2 * count] = from;
    bounds[2 * count + 1] = to;
    count++;
  }

  /** The first argument is an object. */
  void beginEnvelope() {
    messageFrom = NO_MESSAGE;
  }

  void envelope(@Nullable String ofChannel, int from, int to) {
    channel = ofChannel;
    messageFrom = from;
    messageTo = to;
  }

  boolean enveloped() {
    return messageFrom != NO_ENVELOPE;
  }

  int count() {
    return count;
  }

  int from(int index) {
    return bounds[2 * index];
  }

  int to(int index) {
    return bounds[2 * index + 1];
  }

  /** Begin and end of all arguments but the first. */
  int[] others() {
    return Arrays.copyOfRange(bounds, 2, 2 * count);
  }

  @Nullable String channel() {
    return channel;
  }

  int messageFrom() {
    return messageFrom;
  }

  int messageTo() {
    return messageTo;
  }
}

package dev.agnost.realtime.core.outbound;

import dev.agnost.realtime.core.protocol.Envelope;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.PacketEncoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the server has handled the messages that were written on one connection.
 *
 * <p>The server handles the events of a connection in order, and acknowledges none of them. A join
 * of a fresh channel that no other client can name is echoed to this client alone, so its echo
 * proves that everything before it has been handled. See {@code
 * docs/decisions/0011-what-flush-waits-for.md}.
 *
 * <p>Confined to the session's serial executor.
 */
final class ServerBarrier {

  private static final String ABOUT_CHANNELS = "channel:";
  private static final String JOINED = "channel:join";

  /** More than these are not kept; a confirmed barrier confirms those before it. */
  private static final int MOST_MARKS = 64;

  private static final double RANGE = 1L << 48;

  private final DoubleSupplier random;
  private final Deque<Mark> marks =
      new ArrayDeque<>(); // of this connection, the last ones in order
  private long written; // messages on this connection
  private long confirmed; // of these, known to be handled
  private @Nullable Mark expired; // the last one whose answer is not waited for any more

  ServerBarrier(DoubleSupplier random) {
    this.random = random;
  }

  /**
   * A barrier that was sent.
   *
   * @param channel the channel that it joins
   * @param upTo how many messages were written before it
   */
  record Mark(String channel, long upTo) {}

  /** Forgets the connection. */
  void reset() {
    marks.clear();
    written = 0;
    confirmed = 0;
  }

  void messageWritten() {
    written++;
  }

  /** How many messages were written and are not known to be handled. */
  long unconfirmed() {
    return written - confirmed;
  }

  /** The pending barrier behind everything that was written, or null if there is none. */
  @Nullable Mark last() {
    Mark last = marks.peekLast();
    return last != null && last.upTo() == written && !last.equals(expired) ? last : null;
  }

  /** A new barrier, to be written with {@link #packet}. */
  Mark begin() {
    Mark mark = new Mark(freshName(), written);
    if (marks.size() == MOST_MARKS) {
      marks.removeFirst();
    }
    marks.addLast(mark);
    return mark;
  }

  /** The answer is not waited for any more; the next flush sends another barrier. */
  void expired(Mark mark) {
    expired = mark;
  }

  static OutboundPacket packet(Mark mark) {
    return PacketEncoder.join(mark.channel(), true);
  }

  static OutboundPacket cleanUp(String channel) {
    return PacketEncoder.leave(channel, false);
  }

  /** Whether an event is about the channel of a barrier and must not reach listeners. */
  boolean concerns(Event event) {
    return mark(event) != null;
  }

  /**
   * Takes an event for which {@link #concerns} holds.
   *
   * @param socketId this client's id on the connection
   * @return the channel to leave if the event is the echo of a barrier, else null
   */
  @Nullable String answered(Event event, @Nullable String socketId) {
    Mark mark = mark(event);
    Envelope envelope = Envelope.of(event);
    if (mark == null
        || envelope == null
        || !event.name().equals(JOINED)
        || socketId == null
        || !socketId.equals(envelope.memberId())) {
      return null;
    }
    confirmed = Math.max(confirmed, mark.upTo()); // of the barriers before it as well
    return mark.channel();
  }

  private @Nullable Mark mark(Event event) {
    Envelope envelope =
        marks.isEmpty() || !event.name().startsWith(ABOUT_CHANNELS) ? null : Envelope.of(event);
    if (envelope == null || envelope.channel() == null) {
      return null;
    }
    for (Mark each : marks) {
      if (each.channel().equals(envelope.channel())) {
        return each;
      }
    }
    return null;
  }

  boolean isConfirmed(Mark mark) {
    return mark.upTo() <= confirmed;
  }

  /** At least 128 random bits. */
  private String freshName() {
    StringBuilder name = new StringBuilder("agnost-flush-");
    for (int part = 0; part < 3; part++) {
      name.append(Long.toString((long) (random.getAsDouble() * RANGE), Character.MAX_RADIX));
    }
    return name.toString();
  }
}

package dev.agnost.realtime.core.observe;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.core.protocol.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Keeps the last things that happened, and counts. Written on the serial executor, read by any
 * thread; neither waits for the other. No secret and no payload comes in here.
 *
 * <p>What happens once for a message is kept in arrays that exist already; the rest makes a note.
 */
public final class FlightRecorder {

  private static final int NOTES = 48;
  private static final int FRAMES = 32;
  private static final int MOST_OF_A_NAME = 64;

  /** What is counted since the client was made. */
  public enum Counter {
    ATTEMPTS,
    CONNECTS,
    FAILURES,
    DISCONNECTS,
    SENT,
    SENT_BYTES,
    RECEIVED,
    RECEIVED_BYTES,
    DROPPED,
    UNUSABLE
  }

  /** Which way a frame went. */
  public enum Direction {
    IN,
    OUT
  }

  /**
   * The latest published state.
   *
   * @param since when it was published
   * @param attempt the automatic attempt under way or next; 0 for none
   * @param delay from {@code since} to that attempt
   */
  public record Standing(long since, ConnectionState state, long attempt, Duration delay) {}

  /**
   * One thing that happened, for reading.
   *
   * @param order its place among all
   */
  public record Entry(long order, long time, long epoch, String what) {}

  private record Note(long order, long time, long epoch, String what, long times) {}

  private final Map<Counter, AtomicLong> counters = new EnumMap<>(Counter.class); // not changed
  private final AtomicReferenceArray<Note> notes = new AtomicReferenceArray<>(NOTES);
  private int nextNote; // on the serial executor only
  private long written; // notes and frames; on the serial executor only
  private final Frames frames = new Frames();
  private volatile Standing standing =
      new Standing(0, ConnectionState.IDLE, 0, Duration.ZERO); // written on the serial executor

  public FlightRecorder() {
    for (Counter counter : Counter.values()) {
      counters.put(counter, new AtomicLong());
    }
  }

  public void count(Counter counter, long more) {
    AtomicLong value = of(counter);
    value.lazySet(value.get() + more); // one writer: no need for more
  }

  public void published(Standing latest) {
    standing = latest;
  }

  public void note(long time, long epoch, String what) {
    notes.lazySet(nextNote, new Note(++written, time, epoch, what, 1));
    nextNote = (nextNote + 1) % NOTES;
  }

  /** As {@link #note}, but something that was noted last is not noted again: it is counted. */
  public void repeat(long time, long epoch, String what) {
    int last = (nextNote + NOTES - 1) % NOTES;
    Note before = notes.get(last);
    if (before != null && before.what.equals(what) && before.epoch == epoch) {
      notes.lazySet(last, new Note(++written, time, epoch, what, before.times + 1));
    } else {
      note(time, epoch, what);
    }
  }

  /**
   * A packet went in or out.
   *
   * @param event its name, if it is an event
   */
  public void frame(
      long time, long epoch, Direction direction, FrameKind kind, int bytes, String event) {
    frames.add(++written, time, epoch, direction, kind, bytes, event);
  }

  // ----------------------------------------------------------------------------------- any thread

  public long count(Counter counter) {
    return of(counter).get();
  }

  private AtomicLong of(Counter counter) {
    return Objects.requireNonNull(counters.get(counter), "counter");
  }

  public Standing standing() {
    return standing;
  }

  /** What is known of the past, the oldest first. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(NOTES + FRAMES);
    for (int i = 0; i < NOTES; i++) {
      Note note = notes.get(i);
      if (note != null) {
        String what = note.times == 1 ? note.what : note.what + ", " + note.times + " in a row";
        entries.add(new Entry(note.order, note.time, note.epoch, what));
      }
    }
    frames.addTo(entries);
    entries.sort(Comparator.comparingLong(Entry::order));
    return entries;
  }

  /**
   * A ring of frame headers. A reader takes a slot only if its stamp is the same before and after,
   * and not zero: the writer sets it to zero first and to a new number last.
   */
  private static final class Frames {
    private final AtomicLongArray stamps = new AtomicLongArray(FRAMES);
    private final AtomicLongArray times = new AtomicLongArray(FRAMES);
    private final AtomicLongArray heads = new AtomicLongArray(FRAMES);
    private final AtomicReferenceArray<FrameKind> kinds = new AtomicReferenceArray<>(FRAMES);
    private final AtomicReferenceArray<String> events = new AtomicReferenceArray<>(FRAMES);
    private int next; // on the serial executor only

    /** The head holds, from the left: epoch (31 bits), direction (1), bytes (32). */
    void add(
        long order,
        long time,
        long epoch,
        Direction direction,
        FrameKind kind,
        int bytes,
        String event) {
      int slot = next;
      stamps.lazySet(slot, 0);
      times.lazySet(slot, time);
      heads.lazySet(
          slot,
          epoch << 33
              | (direction == Direction.OUT ? 1L << 32 : 0)
              | Integer.toUnsignedLong(bytes));
      kinds.lazySet(slot, kind);
      events.lazySet(slot, event);
      stamps.lazySet(slot, order);
      next = (next + 1) % FRAMES;
    }

    void addTo(List<Entry> entries) {
      for (int slot = 0; slot < FRAMES; slot++) {
        long stamp = stamps.get(slot);
        long time = times.get(slot);
        long head = heads.get(slot);
        FrameKind kind = kinds.get(slot);
        String event = events.get(slot);
        if (stamp != 0 && stamp == stamps.get(slot)) {
          entries.add(new Entry(stamp, time, head >>> 33, text(head, kind, event)));
        }
      }
    }

    private static String text(long head, FrameKind kind, String event) {
      String name = event.isEmpty() ? "" : " " + SafeText.of(event, MOST_OF_A_NAME);
      return ((head >>> 32 & 1) == 0 ? "in  " : "out ")
          + kind
          + name
          + ", "
          + (head & 0xFFFF_FFFFL)
          + " bytes";
    }
  }
}

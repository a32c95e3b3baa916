package dev.agnost.realtime.tck.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** What the scripted servers of one test saw and did, for failure texts. Thread-safe. */
final class PeerLog {

  private static final int KEPT = 40;

  private final long start = System.nanoTime();

  private record Line(long nanos, String what) {}

  private final Deque<Line> lines = new ArrayDeque<>(); // guarded by this
  private int dropped; // guarded by this

  synchronized void add(String what) {
    if (lines.size() == KEPT) {
      lines.removeFirst();
      dropped++;
    }
    lines.addLast(new Line(System.nanoTime() - start, what));
  }

  /** The last lines, indented, the oldest first. */
  synchronized String text() {
    if (lines.isEmpty()) {
      return "    (nothing: no server was reached)";
    }
    String head = dropped == 0 ? "" : "    (" + dropped + " earlier lines left out)\n";
    StringBuilder out = new StringBuilder(head);
    for (Line line : lines) {
      double millis = line.nanos() / 1e6;
      out.append(String.format(Locale.ROOT, "    %+8.1f ms  %s%n", millis, line.what()));
    }
    return out.toString().stripTrailing();
  }
}

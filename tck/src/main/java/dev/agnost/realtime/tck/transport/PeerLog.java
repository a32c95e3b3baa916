package dev.agnost.realtime.tck.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** What the scripted servers of one test saw and did, for failure texts. Thread-safe. */
final class PeerLog {

  private static final int KEPT = 40;

  private final long start = System.nanoTime();
  private final Deque<String> lines = new ArrayDeque<>(); // guarded by this
  private int dropped; // guarded by this

  synchronized void add(String what) {
    double millis = (System.nanoTime() - start) / 1e6;
    if (lines.size() == KEPT) {
      lines.removeFirst();
      dropped++;
    }
    lines.addLast(String.format(Locale.ROOT, "%+8.1f ms  %s", millis, what));
  }

  /** The last lines, indented, the oldest first. */
  synchronized String text() {
    if (lines.isEmpty()) {
      return "    (nothing: no server was reached)";
    }
    String head = dropped == 0 ? "" : "    (" + dropped + " earlier lines left out)\n";
    return head + "    " + String.join("\n    ", lines);
  }
}

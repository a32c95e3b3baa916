package dev.agnost.realtime.testserver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;

/** The last lines of what happened on the wire, for failure reports. Thread-safe. */
final class FrameLog {
  private static final int LINES = 2000;
  private static final int LINE_CHARACTERS = 300;

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Line> lines = new ArrayDeque<>(); // guarded by lock
  private final long start = System.nanoTime();

  void in(int connection, String what) {
    add(connection, '>', what);
  }

  void out(int connection, String what) {
    add(connection, '<', what);
  }

  /** Records what is no frame: accepted, closed, a fault switched on. */
  void note(int connection, String what) {
    add(connection, ' ', what);
  }

  List<String> recent() {
    lock.lock();
    try {
      List<String> text = new ArrayList<>(lines.size());
      lines.forEach(line -> text.add(line.toString()));
      return text;
    } finally {
      lock.unlock();
    }
  }

  private void add(int connection, char direction, String what) {
    String kept = what.length() <= LINE_CHARACTERS ? what : what.substring(0, LINE_CHARACTERS);
    Line line = new Line(System.nanoTime() - start, connection, direction, kept, what.length());
    lock.lock();
    try {
      if (lines.size() == LINES) {
        lines.removeFirst();
      }
      lines.addLast(line);
    } finally {
      lock.unlock();
    }
  }

  /** {@code connection} is 0 for the server itself. */
  private record Line(long nanos, int connection, char direction, String text, int length) {
    @Override
    public String toString() {
      String more = length > text.length() ? " .. (" + length + " characters)" : "";
      return String.format(
          Locale.ROOT, "%9.3f #%d %s %s%s", nanos / 1e9, connection, direction, text, more);
    }
  }
}

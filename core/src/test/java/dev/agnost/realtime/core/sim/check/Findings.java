package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.ArrayList;
import java.util.List;

/** The breaches of a trace; of one invariant no more than a few, since the first tells most. */
final class Findings {

  private static final int MOST_OF_ONE = 3;

  private final List<Breach> breaches = new ArrayList<>();
  private long seq; // of the record that is looked at

  void at(TraceRecord rec) {
    seq = rec.seq();
  }

  void breach(String invariant, String text) {
    breach(invariant, seq, text);
  }

  void breach(String invariant, long where, String text) {
    int same = 0;
    for (Breach each : breaches) {
      same += each.invariant().equals(invariant) ? 1 : 0;
    }
    if (same < MOST_OF_ONE) {
      breaches.add(new Breach(invariant, where, text));
    }
  }

  List<Breach> all() {
    return List.copyOf(breaches);
  }
}

package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.TraceRecord;

/** Checks some invariants of one client. The {@link ClientView} is updated by each record first. */
interface Invariants {

  /** The next record. */
  void see(TraceRecord rec);

  /** Everything of this instant has been seen, and time goes on. */
  default void settle(long now) {}

  /** There is nothing more. */
  default void end() {}
}

package dev.agnost.realtime.transport.jetty;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Asks Jetty for one frame at a time while frames are wanted (T5.1, T5.2): asking twice is an
 * error, a frame without demand as well. Thread-safe.
 */
final class FrameDemand {

  private final AtomicBoolean demanded = new AtomicBoolean(true); // until Jetty has opened
  private final BooleanSupplier wanted;
  private final Runnable demand;

  /**
   * @param wanted whether a frame may be delivered; only the delivery of one makes it false
   * @param demand asks for one frame, which is delivered on any thread
   */
  FrameDemand(BooleanSupplier wanted, Runnable demand) {
    this.wanted = wanted;
    this.demand = demand;
  }

  /**
   * Asks for a frame if one is wanted and none has been asked for. The second look comes when no
   * other thread can ask: before it, a frame may have come that used up the demand.
   */
  void ask() {
    while (wanted.getAsBoolean() && demanded.compareAndSet(false, true)) {
      if (wanted.getAsBoolean()) {
        demand.run();
        return;
      }
      demanded.set(false);
    }
  }

  /** The frame that was asked for has been handed over, and has used up what it does. */
  void handedOver() {
    demanded.set(false);
    ask();
  }
}

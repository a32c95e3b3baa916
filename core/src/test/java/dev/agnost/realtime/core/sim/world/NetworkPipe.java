package dev.agnost.realtime.core.sim.world;

/** One direction of a connection: what goes in comes out later, in order, unless it is cut. */
final class NetworkPipe {

  private final Schedule schedule;
  private final Choices.Stream choices;
  private final int latencyMillis;
  private boolean cut;
  private long last; // arrival of the latest
  private int slowMillis; // more latency

  NetworkPipe(Schedule schedule, Choices.Stream choices, int latencyMillis) {
    this.schedule = schedule;
    this.choices = choices;
    this.latencyMillis = latencyMillis;
  }

  void put(Runnable arrival) {
    int jitter = choices.below(1 + latencyMillis / 2);
    int slow = slowMillis == 0 ? 0 : choices.below(slowMillis);
    long latency = (latencyMillis + jitter + slow) * 1_000_000L;
    last = Math.max(last + 1, schedule.now() + latency);
    schedule.world(
        last - schedule.now(),
        () -> {
          if (!cut) {
            arrival.run();
          }
        });
  }

  /** From now on nothing arrives, not even what is under way. */
  void cut() {
    cut = true;
  }

  void slowDown(int millis) {
    slowMillis = millis;
  }
}

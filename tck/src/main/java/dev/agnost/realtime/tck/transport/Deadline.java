package dev.agnost.realtime.tck.transport;

import java.time.Duration;

/**
 * How long the kit waits, scaled once for all tests of a run.
 *
 * @param factor multiplies every bound but the silence window
 */
record Deadline(double factor) {

  private static final Duration SILENCE = Duration.ofMillis(300);

  /** For anything that should come: 5 s. */
  Duration generous() {
    return scaled(5_000);
  }

  /** For what the rules call promptly: 1 s. */
  Duration prompt() {
    return scaled(1_000);
  }

  /** After which a call into the transport counts as blocked: 8 s. */
  Duration blocked() {
    return scaled(8_000);
  }

  /** After which a whole test is broken off: 60 s. */
  Duration hopeless() {
    return scaled(60_000);
  }

  /** The one wait of the kit: nothing may happen for so long. */
  Duration silence() {
    return SILENCE;
  }

  private Duration scaled(long millis) {
    return Duration.ofMillis((long) (millis * factor));
  }
}

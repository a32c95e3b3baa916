package dev.agnost.realtime.tck.transport;

import java.time.Duration;

/**
 * How long the kit waits, scaled once for all tests of a run.
 *
 * @param factor multiplies every bound but the silence window
 */
record Deadline(double factor) {

  private static final Duration SILENCE = Duration.ofMillis(200);

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

  /** For so long a test tries what depends on chance, and a few times at least: 1.5 s. */
  Duration chance() {
    return Duration.ofMillis(1_500L * Integer.getInteger("agnost.tck.intensity", 1));
  }

  /** The one wait of the kit: nothing may happen for so long. */
  Duration silence() {
    return SILENCE;
  }

  /**
   * For what is not offered and is tried all the same: it may pass, and mostly fails by waiting.
   */
  Deadline fifth() {
    return new Deadline(factor / 5);
  }

  private Duration scaled(long millis) {
    return Duration.ofMillis((long) (millis * factor));
  }
}

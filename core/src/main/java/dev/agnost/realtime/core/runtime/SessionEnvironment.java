package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.RealtimeMetrics;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.transport.Transport;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The dependencies of a session: real in production, simulated in tests.
 *
 * @param scheduler time and timers
 * @param random numbers from 0 (inclusive) to 1 (exclusive), for jitter
 * @param workers runs what may block (suppliers), what must not run on an I/O thread (completions
 *     of futures), and what a busy serial executor hands over
 * @param callbacks runs listeners
 * @param transport the transport, asked for before the first attempt and after failures of itself
 * @param released runs once, when the client is closed for good and nothing of it is left
 * @param metrics receives the metrics of the application
 * @param transportName the name of the transport in diagnostics
 */
public record SessionEnvironment(
    Scheduler scheduler,
    DoubleSupplier random,
    Executor workers,
    Executor callbacks,
    Supplier<Transport> transport,
    Runnable released,
    RealtimeMetrics metrics,
    String transportName) {

  /** Without metrics. */
  public SessionEnvironment(
      Scheduler scheduler,
      DoubleSupplier random,
      Executor workers,
      Executor callbacks,
      Supplier<Transport> transport,
      Runnable released) {
    this(scheduler, random, workers, callbacks, transport, released, RealtimeMetrics.NONE, "");
  }
}

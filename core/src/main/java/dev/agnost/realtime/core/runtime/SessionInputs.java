package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.concurrent.CallbackBarrier;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.observe.ConnectionLogger;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Input;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the inputs of a session enter: passes them to the driver, which is made last, from parts
 * that already hold this object.
 */
final class SessionInputs implements Stepper {

  private final ConnectionLogger log;

  // Written once, before the first input:
  private @Nullable SerialExecutor executor;
  private @Nullable SessionDriver driver;
  private @Nullable ConnectionControl control;
  private @Nullable CallbackBarrier barrier;

  SessionInputs(ConnectionLogger log) {
    this.log = log;
  }

  void attach(
      SerialExecutor serial,
      SessionDriver to,
      ConnectionControl connection,
      CallbackBarrier callbacks) {
    executor = serial;
    driver = to;
    control = connection;
    barrier = callbacks;
  }

  @Override
  public void step(Input input, Failure failure) {
    driver().step(input, failure);
  }

  /** An input threw, which is a bug: the connection is given up, the session continues. */
  void inputThrew(Throwable thrown) {
    log.bug(thrown);
    Objects.requireNonNull(control, "control").transportThrew(thrown);
  }

  /** The callback executor takes no tasks: the client stops until {@code open()}. Any thread. */
  void callbacksRejected(Throwable rejected) {
    Objects.requireNonNull(executor, "executor")
        .submit(
            () -> {
              Objects.requireNonNull(barrier, "barrier").release();
              if (!driver().isClosedForGood()) {
                log.callbacksRejected(rejected);
                driver().step(Input.TRANSPORT_FAILED, Failures.callbacksRejected(rejected));
              }
            });
  }

  private SessionDriver driver() {
    return Objects.requireNonNull(driver, "driver");
  }
}

package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.core.session.Input;

/** Makes one step of the session machine. On the serial executor only. */
@FunctionalInterface
interface Stepper {

  /**
   * Feeds an input to the machine and carries out its effects.
   *
   * @param failure what went wrong, if the input ends a connection or an attempt
   */
  void step(Input input, Failure failure);

  /** As {@link #step(Input, Failure)}, for an input that is no failure. */
  default void step(Input input) {
    step(input, Failure.USER);
  }
}

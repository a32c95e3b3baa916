package dev.agnost.realtime.benchmarks;

import dev.agnost.realtime.benchmarks.contestants.Contestant;
import dev.agnost.realtime.benchmarks.contestants.Contestants;
import java.net.URI;
import java.util.List;

/**
 * The process of one contestant. Prints lines {@code RESULT metric value}.
 *
 * <p>Arguments: the contestant, the ports of the {@linkplain
 * dev.agnost.realtime.benchmarks.server.LoadServer load server}, milliseconds to warm up and to
 * measure, scenarios with commas between, and how many connections {@code fleet} opens.
 */
public final class ContestantProcess {

  private ContestantProcess() {}

  /** Runs the scenarios in turn and exits. */
  public static void main(String[] arguments) throws Exception {
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, failure) -> {
              failure.printStackTrace();
              System.exit(1); // engines may have left threads
            });
    URI server = URI.create("http://127.0.0.1:" + arguments[1]);
    try (Control control = new Control(Integer.parseInt(arguments[2]));
        Contestant contestant = Contestants.create(arguments[0], server)) {
      Scenarios scenarios =
          new Scenarios(
              contestant,
              control,
              Integer.parseInt(arguments[3]),
              Integer.parseInt(arguments[4]),
              Integer.parseInt(arguments[6]));
      for (String scenario : List.of(arguments[5].split(",", -1))) {
        scenarios.run(scenario);
      }
    }
    System.exit(0); // engines may have left threads
  }
}

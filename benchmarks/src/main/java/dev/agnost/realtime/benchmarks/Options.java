package dev.agnost.realtime.benchmarks;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How a run is made.
 *
 * @param passes all contestants in turn, then back, and so on
 * @param warmMillis before each measurement
 * @param measureMillis of each measurement
 * @param fleet how many connections the scenario of that name opens
 * @param only names of the contestants
 */
record Options(int passes, int warmMillis, int measureMillis, int fleet, Pattern only) {

  static final Options DEFAULT = new Options(2, 1500, 1500, 2000, Pattern.compile(".*"));

  /**
   * Reads {@code --passes 2 --warm 1500 --measure 1500 --fleet 2000 --only REGEX}, each optional.
   */
  static Options parse(List<String> arguments) {
    Options options = DEFAULT;
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      options = options.with(arguments.get(i), arguments.get(i + 1));
    }
    if (arguments.size() % 2 != 0) {
      throw new IllegalArgumentException("no value for " + arguments.get(arguments.size() - 1));
    }
    return options;
  }

  /** Describes a run in words. */
  String settings() {
    return passes
        + " passes, "
        + warmMillis
        + " ms to warm up and "
        + measureMillis
        + " ms to measure, a fleet of "
        + fleet;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--passes" ->
          new Options(Integer.parseInt(value), warmMillis, measureMillis, fleet, only);
      case "--warm" -> new Options(passes, Integer.parseInt(value), measureMillis, fleet, only);
      case "--measure" -> new Options(passes, warmMillis, Integer.parseInt(value), fleet, only);
      case "--fleet" ->
          new Options(passes, warmMillis, measureMillis, Integer.parseInt(value), only);
      case "--only" ->
          new Options(passes, warmMillis, measureMillis, fleet, Pattern.compile(value));
      default -> throw new IllegalArgumentException("unknown option: " + name);
    };
  }
}

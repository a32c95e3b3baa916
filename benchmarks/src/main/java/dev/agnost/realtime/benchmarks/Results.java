package dev.agnost.realtime.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The figures of a run: one for each contestant, metric and pass. */
public final class Results {

  private final Map<String, Map<Integer, Double>> values = new HashMap<>();

  void put(String contestant, String metric, int pass, double value) {
    values.computeIfAbsent(key(contestant, metric), key -> new HashMap<>()).put(pass, value);
  }

  private static String key(String contestant, String metric) {
    return contestant + "\n" + metric;
  }

  /** Returns a figure with its spread over the passes; empty if it was not measured. */
  public Optional<Spread> of(String contestant, String metric) {
    return Spread.of(List.copyOf(passes(contestant, metric).values()));
  }

  /** Returns the ratio of two figures of one pass, with its spread over the passes. */
  public Optional<Spread> ratio(String contestant, String reference, String metric) {
    Map<Integer, Double> above = passes(contestant, metric);
    Map<Integer, Double> below = passes(reference, metric);
    return Spread.of(
        above.keySet().stream()
            .filter(below::containsKey)
            .map(pass -> above.getOrDefault(pass, 0.0) / below.getOrDefault(pass, 1.0))
            .toList());
  }

  private Map<Integer, Double> passes(String contestant, String metric) {
    return values.getOrDefault(key(contestant, metric), Map.of());
  }

  /**
   * A figure.
   *
   * @param median over the passes; of two, their mean
   * @param least the smallest
   * @param most the largest
   */
  public record Spread(double median, double least, double most) {

    static Optional<Spread> of(List<Double> values) {
      if (values.isEmpty()) {
        return Optional.empty();
      }
      List<Double> sorted = values.stream().sorted().toList();
      int last = sorted.size() - 1;
      double median =
          IntStream.of(last / 2, (last + 1) / 2).mapToDouble(sorted::get).average().orElseThrow();
      return Optional.of(new Spread(median, sorted.get(0), sorted.get(last)));
    }
  }
}

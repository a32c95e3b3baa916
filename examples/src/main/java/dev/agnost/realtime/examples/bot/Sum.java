package dev.agnost.realtime.examples.bot;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * Numbers to add up.
 *
 * @param id repeated in the answer
 * @param numbers exact, whatever their size
 */
record Sum(int id, List<BigDecimal> numbers) {

  static Sum of(int id, String... numbers) {
    return new Sum(id, Stream.of(numbers).map(BigDecimal::new).toList());
  }
}

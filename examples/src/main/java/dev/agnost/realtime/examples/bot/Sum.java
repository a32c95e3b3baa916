package dev.agnost.realtime.examples.bot;

import java.math.BigDecimal;
import java.util.List;

/**
 * Numbers to add up. They travel as text: the server reads and prints a JSON number as JavaScript
 * does, which rounds it to a double.
 *
 * @param id repeated in the answer
 * @param numbers decimal numbers of any size
 */
record Sum(int id, List<String> numbers) {

  static Sum of(int id, String... numbers) {
    return new Sum(id, List.of(numbers));
  }

  BigDecimal total() {
    return numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}

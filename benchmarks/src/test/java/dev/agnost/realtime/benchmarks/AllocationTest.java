package dev.agnost.realtime.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.benchmarks.server.Payloads;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The short form of the benchmark: heap allocated per message over Netty, which unlike time does
 * not depend on the machine.
 */
@Tag("night")
class AllocationTest {

  private static final Options SHORT = new Options(1, 4000, 1500, 0, Pattern.compile(".*"));
  private static final String CLIENT = "agnost:netty:bytes:direct";

  private static final Results RESULTS = new Results();

  @BeforeAll
  static void measure() throws Exception {
    try (Arena arena = new Arena(Optional.empty())) {
      arena.run(new Entry(CLIENT, List.of("receive", "send")), SHORT, 1, RESULTS);
    }
  }

  @Test
  void receivingAllocatesThePayloadOnceAndLittleBeside() {
    for (int size : Payloads.SIZES) {
      assertThat(heap("receive", size)).as("%d bytes", size).isLessThan(length(size) + 1_000);
    }
  }

  @Test
  void sendingAllocatesInProportionToTheMessage() {
    for (int size : Payloads.SIZES) {
      assertThat(heap("send", size)).as("%d bytes", size).isLessThan(4 * length(size) + 2_500);
    }
  }

  private static int length(int size) {
    return Payloads.inbound(Payloads.json(size)).length;
  }

  private static double heap(String scenario, int size) {
    return RESULTS.of(CLIENT, scenario + "." + size + ".heap").orElseThrow().median();
  }
}

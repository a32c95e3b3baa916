package dev.agnost.realtime.core.sim.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TraceTest {

  private static Trace two(long delay) {
    Trace trace = new Trace();
    trace.add(0, 0, 0, Kind.TMR_ARM, "timer", 1, "purpose", "PhaseTimers", "delay", delay);
    trace.add(1_500_000_000L, 0, 3, Kind.WIRE_CLOSED, "how", "lost", "stale", true);
    return trace;
  }

  @Test
  void equalContentHasEqualHashWhateverTheOrderOfTheAttributes() {
    Trace other = new Trace();
    other.add(0, 0, 0, Kind.TMR_ARM, "delay", 7L, "purpose", "PhaseTimers", "timer", 1L);
    other.add(1_500_000_000L, 0, 3, Kind.WIRE_CLOSED, "stale", true, "how", "lost");

    assertThat(other.hash()).isEqualTo(two(7).hash()).isNotEqualTo(two(8).hash());
  }

  @Test
  void theHashIsThatOfEveryOtherJvm() {
    assertThat(two(7).hash()).isEqualTo(-4376109157998903694L);
  }

  @Test
  void aRecordIsOneLine() {
    assertThat(two(7).print())
        .isEqualTo(
            """
            #0 0.000000000s c0 TMR_ARM delay=7 purpose=PhaseTimers timer=1
            #1 1.500000000s c0 e3 WIRE_CLOSED how=lost stale=true
            """);
  }

  @Test
  void theTimeLineEndsAtTheRecordAndSaysWhatItLeavesOut() {
    Trace trace = two(7);
    trace.add(1_500_000_000L, 1, 0, Kind.RES);
    trace.add(1_500_000_000L, 0, 0, Kind.RES);

    assertThat(trace.timeLine(1, 1))
        .isEqualTo("... 1 before\n#1 1.500000000s c0 e3 WIRE_CLOSED how=lost stale=true\n");
  }

  @Test
  void whatIsMissingIsEmptyFalseOrMinusOne() {
    TraceRecord rec = two(7).records().get(0);

    assertThat(rec.text("sid")).isEmpty();
    assertThat(rec.flag("stale")).isFalse();
    assertThat(rec.optionalFlag("echo")).isNull();
    assertThat(rec.number("epoch")).isEqualTo(-1);
    assertThat(rec.number("delay")).isEqualTo(7);
    assertThat(Attrs.of("a", null, "b", 1)).isEqualTo(Attrs.of("b", 1L));
  }

  @Test
  void mistakesOfTheWriterAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Attrs.of("a", 1, "a", 2));
    assertThatIllegalArgumentException().isThrownBy(() -> Attrs.of("a", 1.5));
    assertThatIllegalArgumentException().isThrownBy(() -> Attrs.of("a"));
    assertThatIllegalArgumentException().isThrownBy(() -> two(7).add(1, 0, 0, Kind.RES));
  }
}

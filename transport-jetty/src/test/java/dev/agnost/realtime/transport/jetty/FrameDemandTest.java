package dev.agnost.realtime.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** What another thread does between two steps of one that asks, step by step. */
class FrameDemandTest {

  private final Deque<Runnable> afterLooks = new ArrayDeque<>(); // what happens behind each look
  private int requested;
  private int asked;
  private final FrameDemand demand = new FrameDemand(this::look, () -> asked++);

  private boolean look() {
    boolean wanted = requested > 0;
    Runnable next = afterLooks.poll();
    if (next != null) {
      next.run();
    }
    return wanted;
  }

  /** A frame comes, and uses up one of the demand. */
  private void deliver() {
    requested--;
    demand.handedOver();
  }

  @Test
  void asksOnceForAllDemandUntilTheFrameHasCome() {
    demand.handedOver();
    requested = 2;
    demand.ask();
    demand.ask();
    assertThat(asked).isEqualTo(1);

    deliver();
    assertThat(asked).isEqualTo(2);

    deliver();
    assertThat(asked).as("without demand").isEqualTo(2);
  }

  @Test
  void doesNotAskBeforeJettyHasOpened() {
    requested = 1;
    demand.ask();
    assertThat(asked).isZero();

    demand.handedOver();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void doesNotAskForDemandThatAnotherThreadUsedUpMeanwhile() {
    demand.handedOver();
    requested = 1;
    afterLooks.add(
        () -> {
          demand.ask(); // the other thread asks, and its frame comes
          deliver();
        });

    demand.ask();

    assertThat(requested).isZero();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void losesNoDemandThatComesWhileItGivesBack() {
    demand.handedOver();
    requested = 1;
    afterLooks.add(
        () -> {
          demand.ask();
          deliver();
        });
    afterLooks.add(() -> {}); // the look of the other thread, behind its swap
    afterLooks.add(() -> {}); // that of the other thread, in handedOver
    afterLooks.add(
        () -> { // behind the second look, which has seen no demand
          requested = 1;
          demand.ask(); // finds that a thread is about to ask
        });

    demand.ask();

    assertThat(asked).isEqualTo(2);
  }
}

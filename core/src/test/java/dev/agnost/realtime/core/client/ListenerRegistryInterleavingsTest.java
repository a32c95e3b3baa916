package dev.agnost.realtime.core.client;

import dev.agnost.realtime.Registration;
import dev.agnost.realtime.core.Interleavings;
import dev.agnost.realtime.core.client.ListenerRegistry.Times;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.listeners.SlowListenerDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Listeners that come and go while events are delivered. */
class ListenerRegistryInterleavingsTest {

  @BeforeAll
  static void interleavingsAreSeen() {
    Interleavings.assumeThatTheyAreSeen();
  }

  @Test
  void aListenerOfOneEventHearsOneOfTwoAtOnce() {
    Interleavings.check(
        () -> {
          Hearing hearing = new Hearing();
          hearing.add("first", Times.ONCE);
          Interleavings.inParallel(() -> hearing.deliver("x"), () -> hearing.deliver("y"));
          return hearing.heardAndListed();
        },
        "first x; ",
        "first y; ");
  }

  @Test
  void aListenerThatIsRemovedHearsOneEventOrNoneAndThenNoMore() {
    Interleavings.check(
        () -> {
          Hearing hearing = new Hearing();
          Registration registration = hearing.add("first", Times.ONCE);
          Interleavings.inParallel(() -> hearing.deliver("x"), registration::close);
          hearing.deliver("later");
          return hearing.heardAndListed();
        },
        "first x; ",
        "; ");
  }

  @Test
  void twoRemovalsRemoveTwoRegistrations() {
    Interleavings.check(
        () -> {
          Hearing hearing = new Hearing();
          hearing.add("same", Times.EVER);
          hearing.add("same", Times.EVER);
          hearing.add("other", Times.EVER);
          Interleavings.inParallel(
              () -> hearing.registry.off("say", "same"), () -> hearing.registry.off("say", "same"));
          return hearing.heardAndListed();
        },
        "; other");
  }

  @Test
  void aRemovalTakesNoNeighbourAway() {
    Interleavings.check(
        () -> {
          Hearing hearing = new Hearing();
          Registration first = hearing.add("first", Times.EVER);
          hearing.add("second", Times.EVER);
          Interleavings.inParallel(first::close, () -> hearing.deliver("x"));
          return hearing.heardAndListed();
        },
        "first x, second x; second",
        "second x; second");
  }

  @Test
  void whoIsListedAfterwardsIsWhoHears() {
    Interleavings.check(
        () -> {
          Hearing hearing = new Hearing();
          Interleavings.inParallel(
              () -> hearing.add("first", Times.EVER), () -> hearing.registry.off("say"));
          hearing.deliver("x");
          return hearing.heardAndListed();
        },
        "first x; first",
        "; ");
  }

  @Test
  void twoRemovalsOfACatchAllRemoveTwo() {
    Interleavings.check(
        () -> {
          Hearing hearing = new Hearing();
          hearing.addAny("same");
          hearing.addAny("same");
          hearing.addAny("same");
          Interleavings.inParallel(
              () -> hearing.registry.offAny("same"), () -> hearing.registry.offAny("same"));
          hearing.deliver("x");
          return hearing.heardAndListed();
        },
        "same x; ");
  }

  /** A registry, and what was heard. */
  private static final class Hearing {
    private final ListenerRegistry<String> registry =
        new ListenerRegistry<>(new SlowListenerDetector(new Standing()), any -> null);
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    Registration add(String who, Times times) {
      return registry.add("say", times, any -> true, who, what -> heard.add(who + " " + what));
    }

    void addAny(String who) {
      Registration unused = registry.addAny(any -> true, who, what -> heard.add(who + " " + what));
    }

    String heardAndListed() {
      List<String> listed = new ArrayList<>();
      for (Object listener : registry.listeners("say")) {
        listed.add(listener.toString());
      }
      return String.join(", ", heard) + "; " + String.join(", ", listed);
    }

    void deliver(String what) {
      registry.deliver("say", what);
    }
  }

  /** Time stands still. */
  private static final class Standing implements Scheduler {
    @Override
    public long now() {
      return 0;
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
      return () -> {};
    }
  }
}

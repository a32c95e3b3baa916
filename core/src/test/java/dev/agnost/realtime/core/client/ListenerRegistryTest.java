package dev.agnost.realtime.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.listeners.SlowListenerDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerRegistryTest {

  @Test
  void aListenerOfOneClientHearsNothingOfAnother() {
    ListenerRegistry<String> one = new ListenerRegistry<>(new SlowListenerDetector(new NoTimers()));
    ListenerRegistry<String> other =
        new ListenerRegistry<>(new SlowListenerDetector(new NoTimers()));
    List<String> heard = new ArrayList<>();
    one.addAny(any -> true, this, heard::add);
    one.add("say", ListenerRegistry.Times.EVER, any -> true, this, heard::add);

    other.deliver("say", "to the other");
    one.deliver("say", "to the one");

    assertThat(heard).containsExactly("to the one", "to the one");
  }

  /** Time stands still. */
  private static final class NoTimers implements Scheduler {
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

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
    ListenerRegistry<String> one =
        new ListenerRegistry<>(new SlowListenerDetector(new NoTimers()), any -> null);
    ListenerRegistry<String> other =
        new ListenerRegistry<>(new SlowListenerDetector(new NoTimers()), any -> null);
    List<String> heard = new ArrayList<>();
    one.addAny(any -> true, this, heard::add);
    one.add("say", ListenerRegistry.Times.EVER, any -> true, this, heard::add);

    other.deliver("say", "to the other");
    one.deliver("say", "to the one");

    assertThat(heard).containsExactly("to the one", "to the one");
  }

  @Test
  void offTellsWhetherItRemovedAListener() {
    ListenerRegistry<String> registry =
        new ListenerRegistry<>(new SlowListenerDetector(new NoTimers()), any -> null);
    assertThat(registry.off("say", this)).isFalse();
    assertThat(registry.off("say")).isFalse();
    assertThat(registry.off()).isFalse();
    assertThat(registry.offAny(this)).isFalse();
    assertThat(registry.offAny()).isFalse();

    for (int i = 0; i < 3; i++) {
      registry.add("say", ListenerRegistry.Times.EVER, any -> true, this, any -> {});
      registry.addAny(any -> true, this, any -> {});
    }

    assertThat(registry.off("say", new Object())).isFalse();
    assertThat(registry.off("shout", this)).isFalse();
    assertThat(registry.off("say", this)).isTrue();
    assertThat(registry.off("say")).isTrue();
    assertThat(registry.off("say", this)).isFalse();
    assertThat(registry.off()).isFalse();
    assertThat(registry.offAny(this)).isTrue();
    assertThat(registry.offAny()).isTrue();
    assertThat(registry.offAny(this)).isFalse();
    assertThat(registry.listeners("say")).isEmpty();
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

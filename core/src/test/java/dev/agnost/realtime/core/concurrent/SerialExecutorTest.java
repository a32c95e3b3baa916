package dev.agnost.realtime.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

  private final List<String> seen = new ArrayList<>();
  private final SerialExecutor mailbox =
      new SerialExecutor(Runnable::run, () -> seen.add("drained"), thrown -> seen.add("broken"));

  @Test
  void anInputThatAnInputSubmitsRunsAfterIt() {
    mailbox.submit(
        () -> {
          mailbox.submit(() -> seen.add("second"));
          seen.add("first");
        });

    assertThat(seen).containsExactly("first", "second", "drained");
  }

  @Test
  void anInputThatThrowsDoesNotStopTheNext() {
    mailbox.submit(
        () -> {
          mailbox.submit(() -> seen.add("second"));
          throw new IllegalStateException("a bug");
        });

    assertThat(seen).containsExactly("broken", "second", "drained");
  }
}
